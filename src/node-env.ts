/**
 * Imported before anything else: packages read NODE_ENV while they are loaded. graphql-js looks for a second copy of itself at every value that
 * it answers unless NODE_ENV says "production". A server that runs is in production, unless whoever starts it says otherwise.
 */
process.env.NODE_ENV ??= "production";
