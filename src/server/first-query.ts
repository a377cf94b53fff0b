/** The first query of the explorer. It works with every configuration, and shows this one. */
export const FIRST_QUERY = `# Hiregraph: one graph over the systems you recruit with.
# Which vendors answer here, and what each can be asked to do:
query Vendors {
  vendors {
    vendor
    mode
    abilities
  }
}

# Open jobs of all of them; a vendor that is down is told in sources.
query OpenJobs {
  jobs(status: OPEN, first: 10) {
    nodes {
      id
      name
      code
      openings {
        nodes {
          id
          status
        }
      }
    }
    sources {
      vendor
      state
    }
  }
}
`;
