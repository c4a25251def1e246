package io.ringcache.perf.profiles;

import io.gatling.javaapi.core.PopulationBuilder;
import java.util.ArrayList;
import java.util.List;

/** Stages, each of which begins when the one before is over. Immutable. */
public final class Course {

  private final List<Stage> stages;

  private Course(List<Stage> stages) {
    this.stages = List.copyOf(stages);
  }

  public static Course empty() {
    return new Course(List.of());
  }

  /** Then that; what is beside it begins with it, and is waited for by nobody. */
  public Course then(PopulationBuilder main, PopulationBuilder... beside) {
    List<Stage> more = new ArrayList<>(stages);
    more.add(new Stage(main, List.of(beside)));
    return new Course(more);
  }

  /** Then all those, in their order. */
  public Course then(Course other) {
    List<Stage> more = new ArrayList<>(stages);
    more.addAll(other.stages);
    return new Course(more);
  }

  /** As Gatling takes it: the first stage, with all the others behind it. */
  public List<PopulationBuilder> populations() {
    List<PopulationBuilder> following = List.of();
    for (int i = stages.size() - 1; i >= 0; i--) {
      following = stages.get(i).before(following);
    }
    return following;
  }

  private record Stage(PopulationBuilder main, List<PopulationBuilder> beside) {

    List<PopulationBuilder> before(List<PopulationBuilder> following) {
      List<PopulationBuilder> all = new ArrayList<>();
      all.add(following.isEmpty() ? main : main.andThen(following));
      all.addAll(beside);
      return all;
    }
  }
}
