package io.gorgon.skill;

import static org.assertj.core.api.Assertions.assertThat;

import io.gorgon.skill.Violation.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectedPathTest {

    @TempDir Path folder;
    private Path home;
    private Path work;

    @BeforeEach
    void folders() throws IOException {
        folder = folder.toRealPath();
        home = Files.createDirectories(folder.resolve("home/ann"));
        work = Files.createDirectories(folder.resolve("home/ann/work"));
    }

    private SkillEnforcer enforcer(List<String> paths, List<String> patterns) {
        Skill skill =
                new Skill(
                        "guard",
                        "1",
                        "",
                        RiskLevel.LOW,
                        null,
                        List.of(),
                        paths.stream().map(ProtectedPath::new).toList(),
                        patterns.stream().map(BlockedPattern::of).toList(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "",
                        "test");
        return new SkillEnforcer(List.of(skill), new Places(home, work));
    }

    private SkillEnforcer protecting(String... paths) {
        return enforcer(List.of(paths), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "/etc/passwd/",
                "//etc///passwd",
                "/etc/./passwd",
                "/usr/../etc/passwd",
                "/../../etc/passwd",
                "../../../../../../../../../../etc/passwd",
                "/etc/passwd/child/of/it",
            })
    void aProtectedPathIsFoundInEachWayToWriteIt(String path) {
        Enforcement enforcement = protecting("/etc/passwd").checkPaths(List.of(path));

        assertThat(enforcement.blocks()).isTrue();
        assertThat(enforcement.violations())
                .singleElement()
                .satisfies(
                        violation -> {
                            assertThat(violation.kind()).isEqualTo(Kind.PROTECTED_PATH);
                            assertThat(violation.rule()).isEqualTo("/etc/passwd");
                            assertThat(violation.skill()).isEqualTo("guard");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd2",
                "/etc",
                "/etc/pass",
                "/srv/etc/passwd",
                "etc/passwd",
                "/ETC/passwd-of-another-case",
                "/etc/passwd/..",
            })
    void aPathBesideAProtectedOneIsFree(String path) {
        assertThat(protecting("/etc/passwd").checkPaths(List.of(path)).violations()).isEmpty();
    }

    @Test
    void aProtectedPathWithASlashAtItsEndIsTheSame() {
        assertThat(protecting("/boot/").checkPaths(List.of("/boot")).blocks()).isTrue();
        assertThat(protecting("/boot/").checkPaths(List.of("/boot/x")).blocks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~/.ssh",
                "~/.ssh/id",
                "$HOME/.ssh/id",
                "${HOME}/.ssh",
                "../.ssh/id",
                "~ann/.ssh"
            })
    void theHomeIsTheHomeOfTheUser(String path) {
        assertThat(protecting("~/.ssh").checkPaths(List.of(path)).blocks()).isTrue();
        assertThat(protecting(home + "/.ssh").checkPaths(List.of(path)).blocks()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                "a/b/.env",
                "/x/.env/y",
                "./.env",
                "key.pem",
                "/x/key.pem",
                "config/secrets",
                "/x/config/secrets/y"
            })
    void aNameIsProtectedWhereverItIs(String path) {
        assertThat(protecting(".env", "*.pem", "config/secrets").checkPaths(List.of(path)).blocks())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".environment", "a.env", "x.pem2", "config/x/secrets", "secrets"})
    void anotherNameIsNot(String path) {
        assertThat(protecting(".env", "*.pem", "config/secrets").checkPaths(List.of(path)).blocks())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/a/private", "/data/a/b/private", "/data/a/private/x"})
    void wildcardsOfARuleStandForAnyCharacters(String path) {
        assertThat(protecting("/data/*/private").checkPaths(List.of(path)).blocks()).isTrue();
    }

    @Test
    void aLinkLeadsToWhatItPointsTo() throws IOException {
        Path secret = Files.createDirectories(folder.resolve("vault"));
        Files.createSymbolicLink(work.resolve("harmless"), secret);
        Files.createSymbolicLink(work.resolve("second"), Path.of("harmless"));

        SkillEnforcer enforcer = protecting(secret.toString());

        assertThat(enforcer.checkPaths(List.of("harmless/x")).blocks()).isTrue();
        assertThat(enforcer.checkPaths(List.of("second/new/file")).blocks()).isTrue();
        assertThat(enforcer.checkCommand("cat second/x").blocks()).isTrue();
    }

    @Test
    void twoDotsAfterALinkGoUpFromWhereItLeads() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("vault/inner"));
        Files.createSymbolicLink(work.resolve("door"), inner);

        assertThat(protecting(folder + "/vault").checkPaths(List.of("door/../key")).blocks())
                .isTrue();
    }

    @Test
    void aProtectedLinkProtectsWhatItPointsTo() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("alias"), real);

        assertThat(protecting(link.toString()).checkPaths(List.of(real + "/x")).blocks()).isTrue();
    }

    @Test
    void anotherNameOfTheSameFileIsTheSameFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s");
        Path other = Files.createLink(work.resolve("other"), secret);

        assertThat(protecting(secret.toString()).checkPaths(List.of(other.toString())).blocks())
                .isTrue();
    }

    @Test
    void whatCannotBeFollowedIsForbidden() throws IOException {
        Files.createSymbolicLink(work.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(work.resolve("b"), Path.of("a"));

        Enforcement enforcement = protecting("/etc").checkPaths(List.of("a/x", "no\0path"));

        assertThat(enforcement.blocks()).isTrue();
        assertThat(enforcement.violations())
                .extracting(Violation::kind)
                .containsExactly(Kind.NOT_CHECKED, Kind.NOT_CHECKED);
    }
}
