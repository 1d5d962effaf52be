// Answers what cannot be read as an HTTP request, as one of many that strangers may send: each waits for its turn.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Door } from '../ingress/door.ts';
import { errorBody } from './errors.ts';

const statusOf: Record<string, number> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** To be called for each connection on which a request broke off: 400, 408 or 431 and the end of the connection. */
export function answerBrokenRequests(door: Door): (error: NodeJS.ErrnoException, socket: Socket) => void {
  return ({ code = '' }, socket) => {
    if (code === 'ECONNRESET' || socket.destroyed) return;
    // More of it would break off as well, and Node copies each piece that does.
    socket.pause();
    void door.patience(socket).then(() => {
      if (socket.writable) socket.write(answer(statusOf[code] ?? 400));
      socket.destroy();
    });
  };
}

function answer(status: number): string {
  const body = JSON.stringify(errorBody(status === 408 ? 'body_invalid' : 'request_invalid'));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    'connection: close',
  ];
  return [...head, `content-length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}
