"""Addresses that a page leads to."""

PROFILE_URL = "https://lk.gosuslugi.ru/profile/personal"
FAMILY_URL = "https://lk.gosuslugi.ru/profile/family"
CONFIRM_URL = "https://www.gosuslugi.ru/help/faq/popular/1"
CHILD_ACCOUNT_URL = "https://www.gosuslugi.ru/help/faq/login_child/102380"
CENTRES_URL = "https://map.gosuslugi.ru/"
HELP_URL = "https://www.gosuslugi.ru/help"
