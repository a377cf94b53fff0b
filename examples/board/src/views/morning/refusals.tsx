import type { Answer } from "./use-remedy";

/** Why a change was, or would be, refused, and what the server has to say besides. */
export function Refusals({ answer: { refusals, notices } }: { answer: Answer }) {
  return (
    <ul className="refusals">
      {refusals.map(({ code, message, field }) => (
        <li key={message}>
          <code>{code}</code> {message}
          {field && field.length > 0 && <span className="hint"> ({field.join(".")})</span>}
        </li>
      ))}
      {notices.map((notice) => (
        <li key={notice}>{notice}</li>
      ))}
    </ul>
  );
}
