"""The dialect of ESIA itself: signed requests instead of a client secret, REST instead of userinfo, keys in files.

Source of every fact: the operator's «Методические рекомендации», as far as public libraries quote them (docs/adr/0012).
"""
