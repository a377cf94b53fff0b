import { useEffect, useId, useRef, useState } from "react";
import { useAnnounce } from "../../parts/announcer";
import { OUTCOME } from "../../parts/words";
import { OutcomeOf } from "./outcome-of";
import { Refusals } from "./refusals";
import { fieldsOf, titleOf } from "./remedy-words";
import { Sending } from "./sending";
import { type Answer, canSend, type Remedy, useRemedy } from "./use-remedy";

interface Props {
  remedy: Remedy;
  /** Whether the contradiction ended already, by this remedy or another. */
  isMended: boolean;
  /** Called once it was sent, and made, or may have been. */
  sent: () => void;
}

/** What would be sent, in full. */
function Preview({ remedy }: { remedy: Remedy }) {
  return (
    <dl className="facts preview">
      <dt>mutation</dt>
      <dd>
        <code>{remedy.mutation}</code>
      </dd>
      {fieldsOf(remedy).map(([field, value]) => (
        <div key={field} className="fact">
          <dt>{field}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
      <dt>costs</dt>
      <dd>{remedy.paid ? "money at the vendor, as soon as it is sent" : "nothing"}</dd>
    </dl>
  );
}

/** One remedy: what it is and costs, why it may not be sent; checked first, then sent, then followed. */
export function RemedyItem({ remedy, isMended, sent }: Props) {
  const { progress, check, send, leave } = useRemedy(remedy);
  const announce = useAnnounce();
  // What was agreed to holds for one check alone.
  const [turn, setTurn] = useState(0);
  const title = titleOf(remedy);
  const titleId = useId();
  const { allowed, reason } = remedy.permission;
  const isOpen = progress.step !== "idle";
  const steps = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  // The button that was pressed gives way to what comes next: the focus goes there, not to the top of the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step moves the focus
  useEffect(() => {
    if (isOpen && document.activeElement === document.body) steps.current?.focus();
    if (!isOpen && wasOpen.current) button.current?.focus();
    wasOpen.current = isOpen;
  }, [progress.step, isOpen]);

  async function checkNow(): Promise<void> {
    setTurn((before) => before + 1);
    const next = await check();
    if (next.step === "failed") announce(`The check failed: ${next.message}`);
    if (next.step === "checked") {
      const { refusals } = next.answer;
      announce(refusals.length === 0 ? "The checks passed. Nothing has been sent yet." : `It would be refused: ${refusals[0]?.message}`);
    }
  }

  async function sendNow(answer: Answer): Promise<void> {
    const next = await send(answer);
    sent();
    if (next.step === "failed") announce(`No outcome is known: ${next.message}`);
    if (next.step === "sent")
      announce(`${title}: ${next.answer.operations.map(({ outcome }) => OUTCOME[outcome]).join(", ") || "refused"}`);
  }

  return (
    <li className="remedy" data-mutation={remedy.mutation}>
      <div className="remedy-head">
        <span id={titleId} className="remedy-title">
          {title}
          {remedy.paid && <span className="paid">costs money</span>}
        </span>
        {allowed && canSend(remedy) && !isOpen && !isMended && (
          <button ref={button} type="button" onClick={() => void checkNow()} aria-describedby={titleId}>
            Check
          </button>
        )}
      </div>
      {!allowed && <p className="hint reason">Not possible now. {reason ?? "The vendor gives no reason."}</p>}
      {isOpen && (
        <section ref={steps} tabIndex={-1} className="remedy-steps" aria-labelledby={titleId}>
          <Preview remedy={remedy} />
          {progress.step === "checking" && <p className="hint">Checking with the vendor. Nothing is sent…</p>}
          {progress.step === "failed" && <p className="note note-bad">{progress.message}</p>}
          {(progress.step === "checked" || progress.step === "sending") && (
            <Sending key={turn} remedy={remedy} progress={progress} send={() => void sendNow(progress.answer)} leave={leave} />
          )}
          {progress.step === "sent" && (
            <>
              {progress.answer.operations.map(({ id }) => (
                <OutcomeOf key={id} id={id} title={title} isMended={isMended} />
              ))}
              <Refusals answer={progress.answer} />
              {progress.answer.operations.some(({ replayed }) => replayed) && (
                <p className="remedy-actions">
                  <span className="hint">It had been sent before. Nothing was sent now.</span>
                  <button type="button" onClick={leave}>
                    Leave it
                  </button>
                </p>
              )}
            </>
          )}
          {progress.step === "failed" && (
            <p className="remedy-actions">
              {progress.wasSent && (
                <button type="button" className="primary" onClick={() => void sendNow({ operations: [], refusals: [], notices: [] })}>
                  Ask again, with the same key
                </button>
              )}
              <button type="button" onClick={leave}>
                Leave it
              </button>
            </p>
          )}
        </section>
      )}
    </li>
  );
}
