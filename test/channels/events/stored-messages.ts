// What a JetStream stream holds, read message by message.
import type { NatsConnection } from 'nats';

export interface StoredMessage {
  subject: string;
  messageId: string;
  position: string;
  body: { id: string; type: string; data: Record<string, unknown> };
}

/** All messages in order; none where the stream does not exist. */
export async function storedMessages(connection: NatsConnection, stream: string): Promise<StoredMessage[]> {
  const manager = await connection.jetstreamManager();
  const info = await manager.streams.info(stream).catch(() => undefined);
  const messages: StoredMessage[] = [];
  for (let seq = info?.state.first_seq ?? 1; info && seq <= info.state.last_seq; seq += 1) {
    const message = await manager.streams.getMessage(stream, { seq });
    messages.push({
      subject: message.subject,
      messageId: message.header.get('Nats-Msg-Id'),
      position: message.header.get('Rebook-Position'),
      body: message.json(),
    });
  }
  return messages;
}
