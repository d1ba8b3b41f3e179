from qrcode.constants import ERROR_CORRECT_M as ERROR_CORRECT_M
from qrcode.main import QRCode as QRCode
