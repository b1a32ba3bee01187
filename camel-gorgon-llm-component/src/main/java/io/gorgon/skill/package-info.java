/**
 * Agents and skills. Agents: roles with a prompt and a tier, which calls and workflows name instead
 * of models. Skills: what agents can do in a field, the rules of it, and the check that they are
 * kept.
 */
package io.gorgon.skill;
