// Answers of one call leave together. The server's streams take a message only when the one before it is written, which would
// make each a packet of its own; here they hear so at once, until a bound of bytes is in flight.
import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';

const highWaterBytes = 64 * 1024;

class CoalescingCall extends ServerInterceptingCall {
  #underWay = 0;
  #held: (() => void) | undefined;

  /** `message`: bytes, as all streams of answers here are. */
  override sendMessage(message: Buffer, written: () => void): void {
    this.#underWay += message.length;
    super.sendMessage(message, () => {
      this.#underWay -= message.length;
      const held = this.#held;
      if (!held || this.#underWay > highWaterBytes / 2) return;
      this.#held = undefined;
      held();
    });
    if (this.#underWay < highWaterBytes) written();
    else this.#held = written;
  }
}

export const coalesceWrites: ServerInterceptor = (method, call) =>
  method.responseStream ? new CoalescingCall(call) : new ServerInterceptingCall(call);
