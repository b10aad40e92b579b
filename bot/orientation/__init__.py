"""From a case to its answer, in separate pure steps: facets -> rule -> bodies -> contacts and deadlines -> what is missing."""
