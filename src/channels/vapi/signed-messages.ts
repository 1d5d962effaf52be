// Reads a message of Vapi's and parses it, after its sender was checked.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Door } from '../ingress/door.ts';
import { signedJson } from '../ingress/signed-json.ts';
import { type VapiCredential, vapiCredentialIn, verification } from './signature.ts';

export interface SignedMessage {
  /** Undefined where the body is no JSON. */
  json: unknown;
  credential: VapiCredential;
  /** The configured secrets it was sent with. */
  signers: readonly string[];
}

/** Ten mebibytes: a report brings the whole conversation, more than once. */
export const vapiBodyLimit = 10 * 1024 * 1024;

/** The fields that make a message large, and are never read. */
const unread = new Set([
  'artifact',
  'messages',
  'messagesOpenAIFormatted',
  'transcript',
  'recordingUrl',
  'stereoRecordingUrl',
  'analysis',
  'toolWithToolCallList',
]);

/** Gives a message that one of `secrets` was sent with. Throws `Refused`, as Retell's route does. */
export function takeMessages(
  app: FastifyInstance,
  { door, secrets }: { door: Door; secrets(): readonly string[] },
): (request: FastifyRequest) => Promise<SignedMessage> {
  const jsonOf = signedJson(app);
  return async request => {
    const credential = vapiCredentialIn(request.headers);
    if (!credential) return door.turnAway(request);
    const check = verification(credential, secrets());
    // A secret is known without the body, and a wrong one's body is not read.
    if (credential.kind === 'secret' && check.signers().length === 0) return door.turnAway(request);
    const pieces = await door.read(request, vapiBodyLimit, check.add);
    const signers = check.signers();
    if (signers.length === 0) return door.turnAway(request);
    door.welcome(request);
    return { json: jsonOf(request, pieces, unread), credential, signers };
  };
}
