package io.ringcache.cli;

import io.ringcache.cli.Terminal.NobodyReads;
import java.util.Arrays;
import java.util.Set;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.helper.HelpScreenException;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import net.sourceforge.argparse4j.inf.Subparsers;

/** The commands for those who use a cache; those of the service itself are Dropwizard's. */
public final class ClientCommands {

  private static final Set<String> NAMES =
      Set.of("get", "put", "del", "keys", "stats", "flush", "export", "import", "ring");

  /** Those of the service, which are Dropwizard's. */
  private static final Set<String> OTHERS = Set.of("server", "check", "db");

  private static final String HELP =
      """
      Ringcache: a distributed cache behind a REST API.

      usage: ringcache COMMAND ..., or java -jar ringcache.jar COMMAND ...

      of the service, each with a configuration file:
        server    serves
        check     says what is wrong with the file
        db        makes, shows and takes back the database's schema

      for those who use a cache (--url or RINGCACHE_URL, RINGCACHE_API_KEY, -n or RINGCACHE_NAMESPACE):
        get       shows the value of a key
        put       stores a value, from the argument, a file or standard input
        del       deletes keys
        keys      lists a namespace's keys
        stats     shows a namespace's statistics; --watch: again and again
        flush     deletes what matches a pattern, or all
        export    writes entries as lines of JSON, with their ttl and tags
        import    stores such lines

      of the ring, without asking any node (--config or --nodes):
        ring show    shows the nodes and their shares
        ring owner   shows which node has a key
        ring plan    shows which share of the keys a change moves, and where to

      COMMAND --help says more. Exit codes: 0 done, 1 not there, 2 wrong command line, 3 refused,
      4 no service or no answer, 5 done in part.
      """;

  /** What a command does. */
  @FunctionalInterface
  private interface Action {
    int run(Call call) throws Failure;
  }

  private ClientCommands() {}

  /** Whether it is anything but a command, or an option, of the service. */
  public static boolean know(String... arguments) {
    return arguments.length == 0
        || isHelp(arguments[0])
        || !(arguments[0].startsWith("-") || OTHERS.contains(arguments[0]));
  }

  /** Runs a command with this process' streams and environment; the exit code. */
  public static int run(String... arguments) {
    return run(Terminal.ofProcess(), arguments);
  }

  static int run(Terminal terminal, String... arguments) {
    try {
      int exit = execute(terminal, arguments);
      terminal.flush();
      return exit;
    } catch (Failure e) {
      terminal.say("ringcache: " + e.said() + "\n");
      return e.exit();
    } catch (NobodyReads e) {
      return Exit.NOBODY_READS;
    }
  }

  private static int execute(Terminal terminal, String... arguments) throws Failure {
    if (arguments.length == 0 || isHelp(arguments[0])) {
      terminal.print(HELP);
      return arguments.length == 0 ? Exit.USAGE : Exit.DONE;
    }
    if (!NAMES.contains(arguments[0])) {
      throw new Failure(
          Exit.USAGE,
          "there is no command " + arguments[0] + "; --help lists those that there are");
    }
    Namespace parsed;
    try {
      parsed = parser().parseArgs(arguments);
    } catch (HelpScreenException e) {
      terminal.print(e.getParser().formatHelp());
      return Exit.DONE;
    } catch (ArgumentParserException e) {
      throw new Failure(Exit.USAGE, e.getMessage() + "\n" + e.getParser().formatUsage().strip());
    }
    Action action = parsed.get("action");
    return action.run(new Call(parsed, terminal));
  }

  private static boolean isHelp(String argument) {
    return Arrays.asList("-h", "--help", "help").contains(argument);
  }

  private static ArgumentParser parser() {
    ArgumentParser parser = ArgumentParsers.newFor("ringcache").build();
    Subparsers commands = parser.addSubparsers();

    Subparser get = entry(commands, "get", "shows the value of a key", EntryCommands::get);
    get.addArgument("key").metavar("KEY");
    get.addArgument("--raw").action(Arguments.storeTrue()).help("a string without its quotes");

    Subparser put = entry(commands, "put", "stores a value", EntryCommands::put);
    put.addArgument("key").metavar("KEY");
    put.addArgument("value").metavar("VALUE").nargs("?").help("JSON; left out: standard input");
    put.addArgument("--file").metavar("FILE").help("the value is in that file");
    put.addArgument("--string")
        .action(Arguments.storeTrue())
        .help("the value is no JSON, but a string's text");
    put.addArgument("--ttl").type(Integer.class).metavar("SECONDS");
    put.addArgument("--tag").action(Arguments.append()).metavar("TAG").help("may be repeated");
    put.addArgument("--if-absent")
        .action(Arguments.storeTrue())
        .help("leave what is there; exit code 1 then");

    Subparser del = entry(commands, "del", "deletes keys", EntryCommands::del);
    del.addArgument("keys").metavar("KEY").nargs("+");

    Subparser keys = entry(commands, "keys", "lists keys, a line each", NamespaceCommands::keys);
    keys.addArgument("pattern").metavar("PATTERN").nargs("?").help("such as 'user_*'");
    keys.addArgument("--limit").type(Integer.class).metavar("N").help("no more than that many");

    Subparser stats = entry(commands, "stats", "shows statistics", NamespaceCommands::stats);
    stats
        .addArgument("--watch")
        .nargs("?")
        .setConst(2)
        .type(Integer.class)
        .metavar("SECONDS")
        .help("again each 2 s, or SECONDS, a line each time");

    Subparser flush = entry(commands, "flush", "deletes what matches", NamespaceCommands::flush);
    flush.addArgument("pattern").metavar("PATTERN").nargs("?").help("such as 'user_*'");
    flush.addArgument("--all").action(Arguments.storeTrue()).help("everything in the namespace");

    Subparser export = entry(commands, "export", "writes entries as lines of JSON", Export::run);
    export.addArgument("pattern").metavar("PATTERN").nargs("?").help("such as 'user_*'");
    export.addArgument("--output").metavar("FILE").help("left out: standard output");

    Subparser imports = entry(commands, "import", "stores such lines", Import::run);
    imports.addArgument("file").metavar("FILE").nargs("?").help("left out, or -: standard input");
    imports
        .addArgument("--keep-going")
        .action(Arguments.storeTrue())
        .help("tell bad lines, and import the others; exit code 5 then");

    Subparsers ring = commands.addParser("ring").help("what the ring places where").addSubparsers();
    ring(ring, "show", "shows the nodes and their shares", RingCommands::show);
    Subparser owner = ring(ring, "owner", "shows which node has a key", RingCommands::owner);
    owner.addArgument("keys").metavar("KEY").nargs("+");
    Subparser plan = ring(ring, "plan", "shows what a change moves", RingCommands::plan);
    plan.addArgument("--add").action(Arguments.append()).metavar("NODE").help("may be repeated");
    plan.addArgument("--remove").action(Arguments.append()).metavar("NAME").help("may be repeated");
    plan.addArgument("--keys")
        .action(Arguments.storeTrue())
        .help("count the keys that the namespace has now, instead of all that there could be");
    return parser;
  }

  private static Subparser entry(Subparsers commands, String name, String help, Action action) {
    return asking(commands.addParser(name).help(help).description(help), action);
  }

  private static Subparser ring(Subparsers commands, String name, String help, Action action) {
    Subparser parser = asking(commands.addParser(name).help(help).description(help), action);
    parser.addArgument("--config").metavar("FILE").help("the service's configuration");
    parser.addArgument("--nodes").metavar("NODES").help("or its nodes: host:port,name=host:port*2");
    parser.addArgument("--type").choices("redis", "memcached").setDefault("redis");
    parser.addArgument("--ring").choices("ketama", "libmemcached").help("of memcached");
    return parser;
  }

  private static Subparser asking(Subparser parser, Action action) {
    parser.setDefault("action", action);
    parser.addArgument("-n", "--namespace").metavar("NAMESPACE").help("or RINGCACHE_NAMESPACE");
    parser.addArgument("--url").metavar("URL").help("or RINGCACHE_URL; http://localhost:8080");
    parser
        .addArgument("--key-file")
        .metavar("FILE")
        .help("has the API key; or RINGCACHE_API_KEY. Not an argument, which everybody could see");
    parser
        .addArgument("--timeout")
        .type(Integer.class)
        .metavar("SECONDS")
        .help("for each answer; 30");
    parser.addArgument("--json").action(Arguments.storeTrue()).help("for programs");
    return parser;
  }
}
