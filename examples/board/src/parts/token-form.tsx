import type { FormEvent } from "react";
import { signIn } from "../graph/session";

/** Shown where the server answers UNAUTHENTICATED; the token stays in this tab. */
export function TokenForm({ refusal, signedIn }: { refusal: string; signedIn: () => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("token");
    if (typeof entered !== "string" || entered.trim() === "") return;
    signIn(entered.trim());
    signedIn();
  };
  return (
    <form className="token" onSubmit={submit} aria-labelledby="token-title">
      <h2 id="token-title">Sign in</h2>
      <p role="alert">{refusal}</p>
      <label>
        Access token
        <input name="token" type="password" autoComplete="off" spellCheck={false} required />
      </label>
      <p className="hint">It is kept in this tab until you close it, and sent to this server alone.</p>
      <button type="submit" className="primary">
        Use this token
      </button>
    </form>
  );
}
