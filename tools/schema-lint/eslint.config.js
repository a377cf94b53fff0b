// Rules for schema.graphql, run by scripts/schema-lint.js: all of graphql-eslint's for schemas and its rules of Relay, but for the exceptions at the end, each with its reason.
// Names and types are a contract with clients (test/contract.graphql), so a rule that would change one cannot be followed.
import graphql from "@graphql-eslint/eslint-plugin";

const all = graphql.configs["flat/schema-all"].rules;
const [, { "ObjectTypeDefinition,ObjectTypeExtension": ofTypes, ...names }] = all["@graphql-eslint/naming-convention"];

export default [
  {
    files: ["**/*.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: process.env.SCHEMA ?? "schema.graphql" } } },
    rules: {
      ...all,
      ...graphql.configs["flat/schema-relay"].rules,
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
      // Vendors' lists lead forward only: `last` and `before` could not be answered without reading all of a list.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      // Lists that are whole (ids asked for, texts, errors) are plain lists: a page would be a promise that there is more.
      "@graphql-eslint/relay-edge-types": [
        "error",
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      // `PublicationType` is what a board calls a kind of publication, and the contract's name.
      "@graphql-eslint/naming-convention": ["error", { ...names, "ObjectTypeDefinition[name.value!=PublicationType]": ofTypes }],
      // `Opening.openingId` is the company's own id of it, as Greenhouse calls it; the contract's name.
      "@graphql-eslint/no-typename-prefix": "off",
      // schema.graphql is printed in its own order, from A to Z throughout. The rule wants `id` first.
      "@graphql-eslint/alphabetize": "off",
      // There is a Mutation and a Subscription. The rule is for graphs that forbid them.
      "@graphql-eslint/no-root-type": "off",
      // HeadHunter deprecates fields without a day of their end.
      "@graphql-eslint/require-deprecation-date": "off",
      // Payloads of the contract have no field of the type Query: a second read belongs in an operation of its own.
      "@graphql-eslint/require-field-of-type-query-in-mutation-result": "off",
      // The contract's lists and payloads are never null: what fails of them is in `sources`, `userErrors` and `errors`.
      "@graphql-eslint/require-nullable-result-in-root": "off",
      // What has no identity (a salary, a permission, a report) has no id, lest a cache merges two of them.
      "@graphql-eslint/strict-id-in-types": "off",
    },
  },
];
