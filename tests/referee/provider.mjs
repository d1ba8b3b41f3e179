// A certified OpenID provider (npm oidc-provider) set up as a strict region would set it up; it judges the portal.
//
//   node provider.mjs '{"port": 9500, "callback": …, "left": …, "backchannel": …, "clientKey": {a public JWK}, "person": {claims}}'
//
// Whoever comes to its interaction page is `person`, and agrees to everything: the HTTP client of the tests only follows.
// POST /control/rotate replaces every signing key, as on the day of a rotation.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const told = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${told.port}`;

function keys() {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  return { keys: [rsa, ec].map((key) => ({ ...key, kid: randomUUID(), use: "sig" })) };
}

const shared = {
  client_secret: "known to the referee and to this suite, nobody else",
  redirect_uris: [told.callback],
  post_logout_redirect_uris: [told.left],
  backchannel_logout_uri: told.backchannel,
  grant_types: ["authorization_code"],
  response_types: ["code"],
};
const byKey = { token_endpoint_auth_method: "private_key_jwt", client_secret: undefined, jwks: { keys: [told.clientKey] } };
const clients = [
  { client_id: "post", token_endpoint_auth_method: "client_secret_post", id_token_signed_response_alg: "RS256" },
  { client_id: "basic", token_endpoint_auth_method: "client_secret_basic", id_token_signed_response_alg: "PS256" },
  { client_id: "key", ...byKey, token_endpoint_auth_signing_alg: "ES256", id_token_signed_response_alg: "ES256" },
  {
    client_id: "signed",
    token_endpoint_auth_method: "client_secret_post",
    id_token_signed_response_alg: "RS256",
    userinfo_signed_response_alg: "PS256",
  },
].map((client) => ({ ...shared, ...client }));

function provider() {
  return new Provider(issuer, {
    clients,
    jwks: keys(),
    pkce: { required: () => true },
    scopes: ["openid", "snils"],
    claims: { openid: ["sub"], profile: ["family_name", "given_name", "middle_name", "birthdate", "gender"], snils: ["snils", "assurance"] },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...told.person }) }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    enabledJWA: {
      clientAuthSigningAlgValues: ["RS256", "PS256", "ES256"],
      idTokenSigningAlgValues: ["RS256", "PS256", "ES256"],
      userinfoSigningAlgValues: ["RS256", "PS256", "ES256"],
    },
    // Its own guard forbids this machine, where the portal of the tests lives.
    fetch: (url, { dispatcher: _guard, ...options }) => fetch(url, options),
    cookies: { keys: ["the referee's own"] },
  });
}

async function agree(op, request, response) {
  const { prompt, params, session } = await op.interactionDetails(request, response);
  if (prompt.name === "login") {
    return op.interactionFinished(request, response, { login: { accountId: told.person.sub } });
  }
  const grant = new op.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const grantId = await grant.save();
  return op.interactionFinished(request, response, { consent: { grantId } }, { mergeWithLastSubmission: true });
}

let op = provider();
createServer((request, response) => {
  if (request.url === "/control/rotate") {
    op = provider();
    response.end();
  } else if (request.url.startsWith("/interaction/")) {
    agree(op, request, response).catch((error) => response.writeHead(500).end(String(error)));
  } else {
    op.callback()(request, response);
  }
}).listen(told.port, "127.0.0.1");
