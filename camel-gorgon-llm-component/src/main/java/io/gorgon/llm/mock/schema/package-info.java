/** Makes values that obey a JSON Schema, for answers that no model gives. */
package io.gorgon.llm.mock.schema;
