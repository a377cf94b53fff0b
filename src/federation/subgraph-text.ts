import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  visit,
} from "graphql";

/** The first version of Apollo Federation 2: it has all that is used here, and every router of today reads it. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])`;

const KEY = directiveOf(`@key(fields: "id")`);
const SHAREABLE = directiveOf("@shareable");

/** The interface whose types have a global id. */
const NODE = "Node";

/**
 * Fields of Query that a composed graph does not get from here. `node` there has to answer for the records of all subgraphs, and this one knows
 * its own. Shareable it would be asked for those of others; inaccessible it would take the field from all of them.
 */
const OF_THIS_GRAPH_ALONE: ReadonlySet<string> = new Set(["node", "nodes"]);

/** Types that graphs by Relay's rules have in common, field for field. */
const OF_EVERY_GRAPH: ReadonlySet<string> = new Set(["PageInfo"]);

/** A graph as a subgraph of Apollo Federation 2: the text that `_service` answers, and that composition reads. */
export function subgraphText(schema: GraphQLSchema): string {
  const document = parse(printSchema(lexicographicSortSchema(schema)), { noLocation: true });
  return `${LINK}\n\n${print(visit(document, { [Kind.OBJECT_TYPE_DEFINITION]: inSubgraph }))}\n`;
}

function inSubgraph(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const { name, fields = [], interfaces = [], directives = [] } = type;
  if (name.value === "Query") return { ...type, fields: fields.filter((field) => !OF_THIS_GRAPH_ALONE.has(field.name.value)) };
  if (OF_EVERY_GRAPH.has(name.value)) return { ...type, directives: [...directives, SHAREABLE] };
  if (interfaces.some((one) => one.name.value === NODE)) return { ...type, directives: [...directives, KEY] };
  return type;
}

function directiveOf(text: string): ConstDirectiveNode {
  const [definition] = parse(`scalar S ${text}`, { noLocation: true }).definitions;
  const directive = definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? definition.directives?.[0] : undefined;
  if (directive === undefined) throw new Error(`${text} is no directive`);
  return directive;
}
