"""Ringcache's API over a connection that is kept."""

import http.client
import json
import ssl
from urllib.parse import quote


class Api:
    """One connection: for one thread. An answer is (status, body); without one it is an OSError or an
    http.client.HTTPException."""

    def __init__(self, address: str, key: str, timeout=30, certificate: str | None = None):
        """By TLS where there is a certificate, in PEM, which then has to be the server's."""
        if certificate is None:
            self.connection = http.client.HTTPConnection(address, 80, timeout=timeout)
        else:
            trust = ssl.create_default_context(cadata=certificate)
            self.connection = http.client.HTTPSConnection(address, 443, timeout=timeout, context=trust)
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body=None):
        try:
            self.connection.request(method, path, None if body is None else json.dumps(body), self.headers)
            response = self.connection.getresponse()
            text = response.read()
        except Exception:
            self.connection.close()
            raise
        try:
            return response.status, json.loads(text)
        except ValueError:
            return response.status, {"error": text[:200].decode(errors="replace")}

    def get(self, namespace: str, key: str):
        return self.call("GET", f"/api/v1/cache/{namespace}/{quote(key, safe='')}")

    def put(self, namespace: str, key: str, value):
        return self.call("PUT", f"/api/v1/cache/{namespace}/{quote(key, safe='')}", {"value": value})

    def delete(self, namespace: str, key: str):
        return self.call("DELETE", f"/api/v1/cache/{namespace}/{quote(key, safe='')}")

    def incr(self, namespace: str, key: str):
        return self.call("POST", f"/api/v1/cache/{namespace}/incr", {"key": key})

    def owner(self, namespace: str, key: str) -> str:
        """The address of the node that the service keeps the key on."""
        status, body = self.call("GET", f"/api/v1/namespaces/{namespace}/keys/{quote(key, safe='')}")
        if status != 200:
            raise RuntimeError(f"{key} can not be looked at: {status} {body}")
        return body["nodes"][0]

    def keys(self, namespace: str) -> list[str]:
        """All of them, page by page, as they are listed."""
        keys, cursor = [], None
        while True:
            page = f"&cursor={quote(cursor, safe='')}" if cursor else ""
            status, body = self.call("GET", f"/api/v1/namespaces/{namespace}/keys?limit=1000{page}")
            if status != 200:
                raise RuntimeError(f"the keys can not be listed: {status} {body}")
            keys += body["keys"]
            cursor = body["cursor"]
            if cursor is None:
                return keys

    def stats(self, namespace: str) -> dict:
        return self.call("GET", f"/api/v1/cache/{namespace}/stats")[1]
