import { useApolloClient } from "@apollo/client/react";
import { lazy, Suspense } from "react";
import { Link, Redirect, Route, Switch, useLocation } from "wouter";
import { useFeed } from "./graph/feed";
import { signOut, useSession } from "./graph/session";
import { quarterOf } from "./parts/quarters";
import { Heading, Skeleton } from "./parts/states";
import { TokenForm } from "./parts/token-form";
import { BoardView } from "./views/board/board-view";

// Each view comes when it is first opened; the board with the page.
const QuarterView = lazy(() => import("./views/quarter/quarter-view"));
const AdvertView = lazy(() => import("./views/advert/advert-view"));
const MorningView = lazy(() => import("./views/morning/morning-view"));
const ReceiptView = lazy(() => import("./views/receipt/receipt-view"));

const VIEWS = [
  { section: "requisitions", title: "Requisitions" },
  { section: "quarter", title: "Quarter" },
  { section: "advertisements", title: "Adverts" },
  { section: "morning", title: "Morning" },
  { section: "operations", title: "Receipts" },
];

const LIVE = { connecting: "Connecting", live: "Live", broken: "Reconnecting" } as const;

function Masthead({ section }: { section: string | undefined }) {
  const { state } = useFeed();
  const { token } = useSession();
  const client = useApolloClient();
  return (
    <header className="masthead">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <span className="brand">Hiregraph</span>
      <nav aria-label="Views">
        {VIEWS.map((view) => (
          <Link key={view.section} href={`/${view.section}`} aria-current={view.section === section ? "page" : undefined}>
            {view.title}
          </Link>
        ))}
      </nav>
      {token !== undefined && (
        <button
          type="button"
          className="link"
          onClick={() => {
            signOut();
            void client.resetStore();
          }}
        >
          Sign out
        </button>
      )}
      <span className={`feed feed-${state}`} title="Outcomes are followed by server-sent events">
        {LIVE[state]}
      </span>
    </header>
  );
}

export function App() {
  const [path] = useLocation();
  const client = useApolloClient();
  const { refusal } = useSession();
  const section = path.split("/")[1];
  return (
    <>
      <Masthead section={section} />
      <main id="content" tabIndex={-1}>
        {refusal !== undefined && <TokenForm refusal={refusal} signedIn={() => void client.resetStore()} />}
        <div hidden={refusal !== undefined}>
          <Suspense fallback={<Skeleton />}>
            <Switch>
              <Route path="/">
                <Redirect to="/requisitions" replace />
              </Route>
              <Route path="/requisitions" component={BoardView} />
              <Route path="/quarter">
                <Redirect to={`/quarter/${quarterOf()}`} replace />
              </Route>
              <Route path="/quarter/:quarter">{({ quarter }) => <QuarterView quarter={quarter} />}</Route>
              <Route path="/advertisements/:id?" component={AdvertView} />
              <Route path="/morning" component={MorningView} />
              <Route path="/operations/:id?" component={ReceiptView} />
              <Route>
                <Heading title="There is no such view" />
              </Route>
            </Switch>
          </Suspense>
        </div>
      </main>
    </>
  );
}
