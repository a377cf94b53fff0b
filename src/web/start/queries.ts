/** The sources: their configuration and health. It costs no vendor a request. */
export const SOURCES = `{
  vendors {
    id
    mode
    circuit
    coverage
    notice
    lastSuccessAt
    lastFailure { at code message }
  }
}`;

/** Of the README, for a server with stand-ins: they know this code. */
export const REQUISITION = `{
  requisition(code: "REQ-1001") {
    jobs { id name(lang: "en") status }
    openings { id status openedAt }
    vacancies { id name status }
    sources { vendor state failure { code } }
  }
}`;

/** For a server whose sources are all live: what they hold nobody knows beforehand. */
export const JOBS = `{
  jobs(status: OPEN, first: 3) {
    nodes { id name code status }
    sources { vendor account state failure { code } }
  }
}`;
