import { useState } from "react";
import { Refusals } from "./refusals";
import type { Progress, Remedy } from "./use-remedy";

interface Props {
  remedy: Remedy;
  progress: Extract<Progress, { step: "checked" | "sending" }>;
  send: () => void;
  leave: () => void;
}

/** What a check has found, and the buttons that send the remedy or leave it. */
export function Sending({ remedy: { paid }, progress: { step, answer, wasSent }, send, leave }: Props) {
  // What costs money is asked for twice: by a box to tick, and then by the button.
  const [mayPay, setMayPay] = useState(false);
  const isSending = step === "sending";
  const isRefused = answer.refusals.length > 0;
  // What was sent before can be asked for also where it would be refused by now, as it is once it was made.
  const canBeSent = !isRefused || wasSent;
  return (
    <>
      {isRefused ? (
        <p className="note note-bad">It would be refused.</p>
      ) : (
        <p className="note note-good">The checks passed: it would be sent as it stands.{wasSent ? "" : " Nothing has been sent yet."}</p>
      )}
      <Refusals answer={answer} />
      {wasSent && (
        <p className="note note-warn">
          It was sent from this tab before, and its outcome is not known here. Sent again it has the same key: it is not made twice.
        </p>
      )}
      {paid && canBeSent && (
        <label className="may-pay">
          <input type="checkbox" checked={mayPay} disabled={isSending} onChange={({ target }) => setMayPay(target.checked)} />
          It may cost money
        </label>
      )}
      <p className="remedy-actions">
        {canBeSent && (
          <button type="button" className="primary" disabled={isSending || (paid && !mayPay)} onClick={send}>
            {isSending ? "Sending…" : wasSent ? "Ask again, with the same key" : paid ? "Send it, and pay" : "Send it"}
          </button>
        )}
        <button type="button" onClick={leave} disabled={isSending}>
          Leave it
        </button>
      </p>
    </>
  );
}
