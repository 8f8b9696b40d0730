"""Uses the API through OAuth libraries that know nothing of it: a token, two lists, revocation.

    clients.py API CLIENT_ID CLIENT_SECRET
"""

import os
import sys
import time

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from oauthlib.oauth2 import BackendApplicationClient
from oauthlib.oauth2.rfc6749.errors import InvalidClientError, InvalidScopeError
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session as OAuthlibSession

# A loopback address needs no TLS.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

SCOPES = ["api.live-stream.read", "api.movie.read"]
TIMEOUT = 20
# How long a revocation may take to be known.
REVOCATION_SECONDS = 2
PAGE_MEMBERS = {"page", "totalPages", "total", "data"}
MEMBERS = {
    "/v1/movies": {
        "id", "title", "overview", "releaseDate", "runtimeMinutes", "language", "countryCode", "posterUrl",
        "backdropUrl", "rating", "ratingSource", "director", "streamId",
    },
    "/v1/live-streams": {
        "id", "number", "name", "description", "logoUrl", "guideChannelId", "isAdult", "isRadio", "archiveDays",
        "createdAt", "updatedAt",
    },
}

checks = 0


def check(holds, sentence):
    global checks
    checks += 1
    if not holds:
        sys.exit(f"error: {sentence}")


def check_token(token, asked, who):
    """RFC 6749 section 5.1, and what the API promises beyond it."""
    now = time.time()
    check(token["token_type"] == "Bearer", f"{who}: the token is of type {token['token_type']}")
    check(isinstance(token["expires_in"], int) and token["expires_in"] == 3600, f"{who}: it expires in {token}")
    check(now + 3590 <= token["expires_at"] <= now + 3601, f"{who}: the library sees another expiry")
    scope = token["scope"].split() if isinstance(token["scope"], str) else token["scope"]
    check(sorted(scope) == sorted(asked), f"{who}: the scopes are {scope}, asked for were {asked}")
    check("refresh_token" not in token, f"{who}: there is a refresh token")


def check_lists(session, api, who):
    """Every list as a whole, page by page."""
    for path, members in MEMBERS.items():
        answer = session.get(api + path, params={"pageSize": 5}, timeout=TIMEOUT)
        check(answer.status_code == 200, f"{who}: {path} answers {answer.status_code}: {answer.text}")
        check(answer.headers["Content-Type"] == "application/json", f"{who}: {path} is {answer.headers}")
        first = answer.json()
        check(set(first) == PAGE_MEMBERS, f"{who}: a page of {path} has {sorted(first)}")
        check(first["page"] == 1 and first["totalPages"] == -(-first["total"] // 5), f"{who}: {path} counts {first}")
        entries = list(first["data"])
        for page in range(2, first["totalPages"] + 1):
            answer = session.get(api + path, params={"pageSize": 5, "page": page}, timeout=TIMEOUT)
            check(answer.status_code == 200, f"{who}: page {page} of {path} answers {answer.status_code}")
            check(answer.json()["page"] == page, f"{who}: page {page} of {path} says it is another")
            entries += answer.json()["data"]
        ids = [entry["id"] for entry in entries]
        check(len(ids) == first["total"] and ids == sorted(set(ids)), f"{who}: the pages of {path} hold {ids}")
        check(all(set(entry) == members for entry in entries), f"{who}: an entry of {path} has other members")
        tag = answer.headers["ETag"]
        again = session.get(answer.url, headers={"If-None-Match": tag}, timeout=TIMEOUT)
        check(again.status_code == 304 and not again.content, f"{who}: {path} is sent again for its own ETag")
    streams = session.get(f"{api}/v1/live-streams", timeout=TIMEOUT).json()
    check(streams["total"] >= 1, f"{who}: there is no live stream")


def check_scope_is_enforced(session, api, who):
    answer = session.get(f"{api}/v1/subscribers", timeout=TIMEOUT)
    check(answer.status_code == 403, f"{who}: /v1/subscribers answers {answer.status_code} without its scope")
    check(answer.headers["Content-Type"] == "application/problem+json", f"{who}: the refusal is no problem document")
    check('error="insufficient_scope"' in answer.headers["WWW-Authenticate"], f"{who}: the challenge says no reason")


def check_is_over(api, token, who):
    """A token that was revoked is good for nothing, at the latest after two seconds."""
    deadline = time.monotonic() + REVOCATION_SECONDS
    while True:
        answer = requests.get(
            f"{api}/v1/movies", headers={"Authorization": f"Bearer {token['access_token']}"}, timeout=TIMEOUT)
        if answer.status_code == 401 or time.monotonic() > deadline:
            break
        time.sleep(0.05)
    check(answer.status_code == 401, f"{who}: a revoked token still works")
    check('error="invalid_token"' in answer.headers["WWW-Authenticate"], f"{who}: the challenge says no reason")


def metadata(api):
    """RFC 8414: what a client finds without being told more than the issuer."""
    answer = requests.get(f"{api}/.well-known/oauth-authorization-server", timeout=TIMEOUT)
    check(answer.status_code == 200, f"the metadata answers {answer.status_code}")
    document = answer.json()
    check(document["issuer"] == api, f"the issuer is {document['issuer']}, not {api}")
    check(document["grant_types_supported"] == ["client_credentials"], "another grant is offered")
    check(set(SCOPES) <= set(document["scopes_supported"]), "scopes are missing from the metadata")
    return document


def authlib(api, document, client_id, client_secret, method):
    who = f"authlib, {method}"
    check(method in document["token_endpoint_auth_methods_supported"], f"{who}: not in the metadata")
    with AuthlibSession(
        client_id, client_secret, token_endpoint_auth_method=method, revocation_endpoint_auth_method=method,
        scope=" ".join(SCOPES),
    ) as session:
        token = session.fetch_token(
            document["token_endpoint"], grant_type="client_credentials", timeout=TIMEOUT)
        check_token(token, SCOPES, who)
        check_lists(session, api, who)
        check_scope_is_enforced(session, api, who)
        answer = session.revoke_token(
            document["revocation_endpoint"], token=token["access_token"], token_type_hint="access_token",
            timeout=TIMEOUT)
        check(answer.status_code == 200 and not answer.content, f"{who}: revoking answers {answer.status_code}")
        check_is_over(api, token, who)
    for wrong, code in (
        ({"client_secret": client_secret[::-1], "scope": SCOPES[0]}, "invalid_client"),
        ({"client_secret": client_secret, "scope": "api.everything"}, "invalid_scope"),
    ):
        with AuthlibSession(client_id, token_endpoint_auth_method=method, **wrong) as session:
            try:
                session.fetch_token(document["token_endpoint"], grant_type="client_credentials", timeout=TIMEOUT)
                check(False, f"{who}: {code} was given a token")
            except OAuthError as error:
                check(error.error == code, f"{who}: {error.error} where {code} was due")


def oauthlib(api, document, client_id, client_secret, in_header):
    who = f"requests-oauthlib, {'client_secret_basic' if in_header else 'client_secret_post'}"

    def fetch(session, secret):
        if in_header:
            how = {"auth": HTTPBasicAuth(client_id, secret)}
        else:
            how = {"client_secret": secret, "include_client_id": True}
        return session.fetch_token(document["token_endpoint"], timeout=TIMEOUT, **how)

    with OAuthlibSession(client=BackendApplicationClient(client_id=client_id, scope=SCOPES)) as session:
        token = fetch(session, client_secret)
        check_token(token, SCOPES, who)
        check_lists(session, api, who)
        check_scope_is_enforced(session, api, who)
        # The library has no call for it, but knows the request.
        client = BackendApplicationClient(client_id=client_id)
        url, headers, body = client.prepare_token_revocation_request(
            document["revocation_endpoint"], token["access_token"])
        answer = requests.post(
            url, headers=headers, data=body, auth=HTTPBasicAuth(client_id, client_secret), timeout=TIMEOUT)
        check(answer.status_code == 200 and not answer.content, f"{who}: revoking answers {answer.status_code}")
        check_is_over(api, token, who)
    for scope, secret, kind in (
        (SCOPES, client_secret[::-1], InvalidClientError), (["api.everything"], client_secret, InvalidScopeError),
    ):
        with OAuthlibSession(client=BackendApplicationClient(client_id=client_id, scope=scope)) as session:
            try:
                fetch(session, secret)
                check(False, f"{who}: a token was given where {kind.__name__} was due")
            except kind:
                check(True, "")


def main():
    api, client_id, client_secret = sys.argv[1:]
    document = metadata(api)
    for method in ("client_secret_basic", "client_secret_post"):
        authlib(api, document, client_id, client_secret, method)
    for in_header in (True, False):
        oauthlib(api, document, client_id, client_secret, in_header)
    print(f"authlib and requests-oauthlib: {checks} checks held.")


main()
