// Routes that read their bodies themselves say in the document what they take, though nothing is checked by it.
import '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

interface Document extends FastifySchema {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: Record<string, string[]>[];
}

/** The `config` of a route, for the document alone: what comes in is judged where the signature is checked. */
export const documented = (schema: Document) => ({
  swaggerTransform: (document: Parameters<typeof jsonSchemaTransform>[0]) => jsonSchemaTransform({ ...document, schema }),
});
