package io.kadmos.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How often a gateway has answered what, as its metrics count it, without what was asked on the management port. */
final class Answers {

    private static final String METER = "http_server_requests_seconds_count{";
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private Answers() {}

    /** Counts by method, route and status, with a space between each. */
    static Map<String, Integer> counted(RunningGateway gateway) {
        Map<String, Integer> counts = new TreeMap<>();
        gateway.management("/actuator/prometheus").body().lines().filter(line -> line.startsWith(METER))
                .forEach(line -> {
                    Map<String, String> labels = LABEL.matcher(line).results()
                            .collect(Collectors.toMap(each -> each.group(1), each -> each.group(2)));
                    String name = labels.get("method") + " " + labels.get("uri") + " " + labels.get("status");
                    counts.merge(name, (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))), Integer::sum);
                });
        counts.keySet().removeIf(name -> name.contains(" /actuator/"));
        return counts;
    }
}
