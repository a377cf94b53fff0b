/** https://harvestdocs.greenhouse.io/docs/authentication: a scope is `harvest:<resource>:<verb>`. */

export const ROUTES = {
  jobs: "GET /v3/jobs",
  openings: "GET /v3/openings",
  closeReasons: "GET /v3/close_reasons",
  departments: "GET /v3/departments",
  offices: "GET /v3/offices",
  customFields: "GET /v3/custom_fields",
  users: "GET /v3/users",
  createOpening: "POST /v3/openings",
  editOpening: "PATCH /v3/openings/{id}",
  deleteOpening: "DELETE /v3/openings/{id}",
} as const;

/** The scope that lets a token take a route. */
const SCOPE_OF_ROUTE: Record<string, string> = {
  [ROUTES.jobs]: "harvest:jobs:list",
  [ROUTES.openings]: "harvest:openings:list",
  [ROUTES.closeReasons]: "harvest:close_reasons:list",
  [ROUTES.departments]: "harvest:departments:list",
  [ROUTES.offices]: "harvest:offices:list",
  [ROUTES.customFields]: "harvest:custom_fields:list",
  [ROUTES.users]: "harvest:users:list",
  [ROUTES.createOpening]: "harvest:openings:create",
  [ROUTES.editOpening]: "harvest:openings:update",
  [ROUTES.deleteOpening]: "harvest:openings:destroy",
};

const READS = [ROUTES.jobs, ROUTES.openings, ROUTES.closeReasons, ROUTES.departments, ROUTES.offices];
const CHANGES = [ROUTES.createOpening, ROUTES.editOpening, ROUTES.deleteOpening];

export function scopeOf(route: string): string | undefined {
  return SCOPE_OF_ROUTE[route];
}

/** The scopes that the graph needs and the token does not have. Custom fields and users are of use, and not needed. */
export function missingScopes(scopes: ReadonlySet<string>, mayWrite: boolean): string[] {
  const needed = [...READS, ...(mayWrite ? CHANGES : [])].flatMap((route) => scopeOf(route) ?? []);
  return needed.filter((scope) => !scopes.has(scope));
}
