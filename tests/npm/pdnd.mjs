// The PDND and one of its clients, by a library that is not the service's: `node pdnd.mjs FOLDER AUDIENCE`. It writes the public keys of
// both into the folder (pdnd.json, client.json) and says so; then, for each line of its standard input, a call as JSON
// ({method, path, body, bound}), it answers with a line of the headers that the call needs. It ends with its standard input.
import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

const [folder, audience] = process.argv.slice(2);
const client_id = randomUUID();
const purposeId = randomUUID();

const newKey = async (alg, kid) => {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { alg, kid, privateKey, jwk: await exportJWK(publicKey) };
};
const [pdnd, client, holder] = [await newKey('RS256', 'pdnd-1'), await newKey('RS256', 'client-1'), await newKey('ES256')];
const publish = (file, key, more) =>
  writeFileSync(`${folder}/${file}`, JSON.stringify({ keys: [{ ...key.jwk, kid: key.kid, alg: key.alg, use: 'sig', ...more }] }));
publish('pdnd.json', pdnd);
publish('client.json', client, { client_id });

const sign = (key, typ, claims) =>
  new SignJWT({ jti: randomUUID(), ...claims }).setProtectedHeader({ alg: key.alg, typ, kid: key.kid }).setIssuedAt().sign(key.privateKey);
const times = (seconds) => {
  const now = Math.floor(Date.now() / 1000);
  return { nbf: now, exp: now + seconds };
};
const sha256 = (text, encoding) => createHash('sha256').update(text).digest(encoding);

async function headersOf({ method, path, body, bound }) {
  const ours = { iss: client_id, aud: audience, ...times(120) };
  const evidence = await sign(client, 'JWT', {
    ...ours, purposeId, dnonce: 1234567890123, userID: 'operatore-7', userLocation: 'sede-42', LoA: 'LOA3',
  });
  const voucher = await sign(pdnd, 'at+jwt', {
    iss: 'interop.example.it', aud: audience, sub: client_id, client_id, purposeId, ...times(600),
    consumerId: '33333333-3333-4333-8333-333333333333', producerId: 'producer', eserviceId: 'eservice', descriptorId: 'descriptor',
    digest: { alg: 'SHA256', value: sha256(evidence, 'hex') },
    ...(bound ? { cnf: { jkt: await calculateJwkThumbprint(holder.jwk) } } : {}),
  });
  const headers = { 'Authorization': `${bound ? 'DPoP' : 'Bearer'} ${voucher}`, 'Agid-JWT-TrackingEvidence': evidence };
  if (method !== 'GET') {
    const digest = `SHA-256=${sha256(body, 'base64')}`;
    const signed_headers = [{ digest }, { 'content-type': 'application/json' }];
    Object.assign(headers, {
      'Digest': digest,
      'Content-Type': 'application/json',
      'Agid-JWT-Signature': await sign(client, 'JWT', { ...ours, sub: client_id, signed_headers }),
    });
  }
  if (bound) {
    const proof = new SignJWT({ jti: randomUUID(), htm: method, htu: `${audience}${path}`, ath: sha256(voucher, 'base64url') });
    headers['DPoP'] = await proof
      .setProtectedHeader({ alg: holder.alg, typ: 'dpop+jwt', jwk: holder.jwk })
      .setIssuedAt()
      .sign(holder.privateKey);
  }
  return headers;
}

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await headersOf(JSON.parse(line))));
}
