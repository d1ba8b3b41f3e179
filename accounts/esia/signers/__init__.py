"""Who signs in the name of the system at ESIA: OpenSSL with gost-engine, an outside command, or RSA at the stand."""
