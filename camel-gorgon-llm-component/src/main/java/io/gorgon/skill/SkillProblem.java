package io.gorgon.skill;

/**
 * Something wrong in the files of a skill.
 *
 * @param source the file; never null
 * @param line from 1; 0 when the problem has no place in the file
 * @param column from 1; 0 when the problem has no place in the file
 * @param message what is wrong and what to do; never null
 */
public record SkillProblem(String source, int line, int column, String message) {

    @Override
    public String toString() {
        return line == 0
                ? source + ": " + message
                : source + ":" + line + ":" + column + ": " + message;
    }
}
