/** Agents: roles with a prompt and a tier, which calls and workflows name instead of models. */
package io.gorgon.skill;
