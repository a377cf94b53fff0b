/** An operation that is ready when GraphiQL is opened. */
interface Tab {
  query: string;
  /** JSON. */
  variables?: string;
}

const REQUISITION = `# One requisition: its jobs, seats and advertisements.
# \`sources\` says which vendors answered.
query Requisition($code: String!) {
  requisition(code: $code) {
    status
    jobs {
      id
      name
      status
    }
    openings {
      id
      status
      openedAt
    }
    vacancies {
      id
      name
      status
    }
    sources {
      vendor
      state
      failure {
        code
        message
      }
    }
  }
}
`;

const BOARD = `# Every requisition with its seats and advertisements.
# It grows for half a minute after a start, while the
# server reads all records.
query Board($first: Int = 20, $after: String) {
  requisitions(first: $first, after: $after) {
    nodes {
      code
      status
      openings {
        id
        status
      }
      vacancies {
        id
        vendor
        status
      }
      jobs {
        id
        name
        vendor
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    sources {
      vendor
      state
    }
  }
}
`;

const CHANGE = `# A change, tried first: with dryRun only the checks
# are made. Nothing is sent, and nothing is recorded.
# The key makes it safe to ask again.
mutation CloseSeat($id: ID!, $dryRun: Boolean = true) {
  closeOpening(input: { id: $id, closeReasonId: "4500000034", dryRun: $dryRun, idempotencyKey: "first-try" }) {
    opening {
      status
      closedAt
    }
    job {
      status
    }
    operation {
      id
      outcome
      replayed
    }
    userErrors {
      code
      message
    }
  }
}
`;

const EVENTS = `# Run it and leave it running: events come as they
# happen. To make one, run CloseSeat in another window,
# with dryRun false.
subscription Events {
  events {
    at
    kind
    cause
    vendor
    recordId
    code
    changes {
      field
      before
      after
    }
    operation {
      id
      kind
    }
  }
}
`;

const variables = (values: object) => JSON.stringify(values, null, 2);

export const TABS: readonly Tab[] = [
  { query: REQUISITION, variables: variables({ code: "REQ-1001" }) },
  { query: BOARD, variables: variables({ first: 20 }) },
  { query: CHANGE, variables: variables({ id: "greenhouse:opening:4000000000.4100000000", dryRun: true }) },
  { query: EVENTS },
];
