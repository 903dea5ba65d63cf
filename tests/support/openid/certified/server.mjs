// The certified provider, for the end-to-end tests. Reads its client as JSON on the command line, says its issuer on
// the first line, serves until it is stopped. Anybody may sign in: the name typed is the subject.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const client = JSON.parse(process.argv[2]);
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { openid: ["sub", "kommunkod"], profile: ["name"], email: ["email"] },
    cookies: { keys: ["only for tests"] },
    features: { backchannelLogout: { enabled: true } },
    // Its own fetch refuses this machine's addresses, where our ear is.
    fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    pkce: { required: () => true },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, kommunkod: "1495", name: `${id} Andersson`, email: `${id}@skara.example` }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
