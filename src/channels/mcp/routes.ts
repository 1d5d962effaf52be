// The Model Context Protocol over Streamable HTTP, without sessions: one route, one JSON answer for each message.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { accessOf, type GuardDependencies, guard } from '../api/access/access.ts';
import { ApiFault, errorBody } from '../server/errors.ts';
import { describedMcp } from './described.ts';
import { messageSchema, type RpcMessage, rpcError, rpcResult } from './json-rpc.ts';
import { callTool, isTool, type ToolDependencies, tools } from './tools.ts';

export interface McpDependencies extends ToolDependencies, GuardDependencies {}

/** Versions of the protocol this is the same in; the newest first. */
const versions = ['2025-11-25', '2025-06-18', '2025-03-26'] as const;
const bodyLimit = 64 * 1024;

const initializeSchema = z.object({ protocolVersion: z.string() });
const toolCallSchema = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) });

/** Registers `/mcp`, behind the keys of the API. */
export function registerMcp(server: FastifyInstance, deps: McpDependencies): void {
  server.register(async app => {
    guard(app, deps);
    // A browser names the page that asks. No page is a client here, whatever name its server has given itself.
    app.addHook('onRequest', async request => {
      if (request.headers.origin !== undefined) throw new ApiFault('forbidden');
    });

    app.post('/mcp', { bodyLimit, config: { roles: ['operator'], ...describedMcp } }, async (request, reply) => {
      const version = request.headers['mcp-protocol-version'];
      const parsed = messageSchema.safeParse(request.body);
      const isKnown = version === undefined || versions.some(known => known === version);
      if (!parsed.success || !isKnown)
        return reply.code(400).send(rpcError(null, 'invalidRequest', isKnown ? 'not one JSON-RPC message' : 'unknown version'));
      const { data: message } = parsed;
      if (message.id === undefined || message.method === undefined) return reply.code(202).send();
      return answerTo(request, message, reply.elapsedTime);
    });

    // No stream is offered and no session is kept.
    app.route({
      method: ['GET', 'DELETE'],
      url: '/mcp',
      schema: { hide: true },
      config: { roles: ['operator'] },
      handler: async (_, reply) =>
        reply
          .code(405)
          .header('allow', 'POST')
          .send(errorBody('request_invalid', [], 'Only POST is answered here: there are no streams and no sessions.')),
    });
  });

  async function answerTo(request: FastifyRequest, { id, method, params }: RpcMessage, spentMs: number): Promise<object> {
    switch (method) {
      case 'initialize': {
        const asked = initializeSchema.safeParse(params).data?.protocolVersion;
        const protocolVersion = versions.find(known => known === asked) ?? versions[0];
        return rpcResult(id, { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'rebook', version: '1' } });
      }
      case 'ping':
        return rpcResult(id, {});
      case 'tools/list':
        return rpcResult(id, { tools });
      case 'tools/call': {
        const { data: asked } = toolCallSchema.safeParse(params);
        if (!asked || !isTool(asked.name)) return rpcError(id, 'invalidParams', 'there is no such tool');
        const answer = await callTool(deps, request, accessOf(request), { name: asked.name, args: asked.arguments, spentMs });
        const content = [{ type: 'text', text: JSON.stringify(answer) }];
        return rpcResult(id, { content, structuredContent: answer, isError: false });
      }
      default:
        return rpcError(id, 'methodNotFound', 'there is no such method');
    }
  }
}
