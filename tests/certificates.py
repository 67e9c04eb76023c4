"""Throw-away certificates: an authority of our own, and what it signed, well or badly."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

LOCALHOST = "127.0.0.1"


@dataclass(frozen=True)
class Certificate:
    """Two files, as servers want them."""

    certificate: Path
    key: Path


class Authority:
    """Signs certificates; programs that trust ``file`` believe them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        constraint = x509.BasicConstraints(ca=True, path_length=0)
        made = _builder(self._name, self._name, 30).public_key(self._key.public_key())
        made = made.add_extension(constraint, critical=True)
        self.file = folder / "ca.pem"
        self.file.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def sign(self, host: str = LOCALHOST, days: int = 30, *, alone: bool = False) -> Certificate:
        """A certificate for ``host``, for so many days from now; ``alone`` is signed by itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        name: x509.GeneralName = x509.DNSName(host)
        if host[0].isdecimal():
            name = x509.IPAddress(ip_address(host))
        made = _builder(own, own if alone else self._name, days).public_key(key.public_key())
        made = made.add_extension(x509.SubjectAlternativeName([name]), critical=False)
        signed = made.sign(key if alone else self._key, hashes.SHA256())
        number = len(list(self.folder.iterdir()))
        files = Certificate(self.folder / f"{number}.pem", self.folder / f"{number}.key")
        files.certificate.write_bytes(signed.public_bytes(Encoding.PEM))
        files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return files


def _builder(subject: x509.Name, issuer: x509.Name, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    made = made.serial_number(x509.random_serial_number())
    return made.not_valid_before(now - timedelta(days=60)).not_valid_after(
        now + timedelta(days=days)
    )
