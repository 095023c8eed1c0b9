// An identity provider on this machine: `node identity-provider.mjs PORT ALGORITHM KID`, where port 0 takes a free one. It prints its
// port, publishes its one key at /jwks, and at /token signs whatever claims it is asked for. It ends with its standard input.
import oauth2 from 'oauth2-mock-server';

const [port, algorithm, kid] = process.argv.slice(2);
const server = new oauth2.OAuth2Server();
await server.issuer.keys.generate(algorithm, { kid });
server.service.on('beforeTokenSigning', (token, request) => {
  Object.assign(token.payload, JSON.parse(request.body.claims ?? '{}'));
});
await server.start(Number(port), '127.0.0.1');
console.log(server.address().port);
process.stdin.resume().on('end', () => process.exit(0));
