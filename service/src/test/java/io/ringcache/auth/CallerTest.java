package io.ringcache.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringcache.cache.Glob;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {

  private static final Caller USERS = caller(Set.of(Role.READ, Role.ADMIN), "user*", "team-[ab]-*");

  @Test
  void whatLiesWithinIsCovered() {
    assertThat(USERS.covers(USERS)).isTrue();
    assertThat(USERS.covers(caller(Set.of(Role.READ), "user_7", "user?-*", "team-a-x"))).isTrue();
    assertThat(Caller.ADMIN.covers(USERS)).isTrue();
    assertThat(Caller.ANONYMOUS.covers(Caller.ADMIN)).isTrue();
  }

  @Test
  void anotherRoleIsNot() {
    assertThat(USERS.covers(caller(Set.of(Role.READ, Role.WRITE), "user_7"))).isFalse();
  }

  @Test
  void anotherNamespaceIsNot() {
    assertThat(USERS.covers(caller(Set.of(Role.READ), "user_7", "team-c-1"))).isFalse();
    assertThat(USERS.covers(caller(Set.of(Role.READ), "*"))).isFalse();
    assertThat(USERS.covers(Caller.ADMIN)).isFalse();
  }

  private static Caller caller(Set<Role> roles, String... globs) {
    return new Caller("somebody", roles, List.of(globs).stream().map(Glob::of).toList());
  }
}
