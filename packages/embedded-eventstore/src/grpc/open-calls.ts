// The calls that are open, so that a store that stops can tell each of them so instead of cutting it off.
import {
  ResponderBuilder,
  ServerInterceptingCall,
  type ServerInterceptor,
  ServerListenerBuilder,
  type StatusObject,
} from '@grpc/grpc-js';

export interface OpenCalls {
  intercept: ServerInterceptor;
  /** Ends every call; what its handler says afterwards is dropped. */
  end(status: StatusObject): void;
}

export function createOpenCalls(): OpenCalls {
  const open = new Set<ServerInterceptingCall>();
  return {
    intercept(_, call) {
      const listener = new ServerListenerBuilder().withOnCancel(() => {
        open.delete(tracked);
      });
      const responder = new ResponderBuilder()
        .withStart(next => next(listener.build()))
        .withSendMessage((message, next) => {
          if (open.has(tracked)) next(message);
        })
        .withSendStatus((status, next) => {
          if (open.delete(tracked)) next(status);
        });
      const tracked = new ServerInterceptingCall(call, responder.build());
      open.add(tracked);
      return tracked;
    },
    end(status) {
      for (const call of [...open]) call.sendStatus(status);
    },
  };
}
