/** Throw-away TLS certificates for servers on loopback. For tests only. */
import { generate } from "selfsigned";

/** PEM texts. The certificate is its own authority: clients trust it through their `ca` option. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for `name` (default `smtp.teste`), not for 127.0.0.1: clients must ask for that name. */
export async function testCertificate(name = "smtp.teste"): Promise<TestCertificate> {
  const pems = await generate([{ name: "commonName", value: name }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: name }] },
    ],
  });
  return { key: pems.private, cert: pems.cert };
}
