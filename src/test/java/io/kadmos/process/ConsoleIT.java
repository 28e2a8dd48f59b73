package io.kadmos.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The console in a real browser, before five nodes in processes. */
@Isolated("a browser and five nodes are enough for a machine")
final class ConsoleIT {

    private static final List<String> NAMES = List.of("node-1", "node-2", "node-3", "node-4", "node-5");
    private static final double PATIENCE_MILLIS = 30_000;

    /** What Chromium says about an answer that the test asked for. */
    private static final String REFUSED = "Failed to load resource: the server responded with a status of 40";

    private static final String TOKENS = """
            tokens:
              - name: operator
                sha256: ac90208e65ca394da5801030b895c631689ae9b24bd1f302ec5acce041bfe130
                rules:
                  - prefix: ""
                    allow: [read, write, delete, admin]
            """;

    @TempDir
    private Path directory;

    @Test
    void showsTheClusterFollowsItAndChangesAValue() throws Exception {
        try (Browser browser = Browser.start(); ProcessCluster cluster = new ProcessCluster(directory, NAMES)) {
            cluster.form();
            Page page = browser.open(1360, 900, ColorScheme.LIGHT);
            page.setDefaultTimeout(PATIENCE_MILLIS);
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            page.navigate("http://" + cluster.node("node-1").address() + "/");

            drawsFiveNodes(page);
            writesReadsAndDeletesAValue(page);
            watchesALookup(page);
            explainsARead(page);
            showsTheRoutingTableOfAnotherNode(page);
            followsANodeThatDiesAndReturns(page, cluster);
            isUsableByKeyboard(page);
            isUsableInTheDarkAndOnAPhone(browser, cluster);

            assertThat(browser.complaints()).filteredOn(each -> !each.startsWith(REFUSED)).isEmpty();
            assertThat(browser.requests()).allMatch(url -> url.startsWith("http://127.0.0.1:"));
        }
    }

    @Test
    void asksForATokenAndTriesTheInterfaceWithIt() throws Exception {
        Path tokens = Files.writeString(directory.resolve("tokens.yml"), TOKENS);
        try (Browser browser = Browser.start();
                ProcessCluster cluster = new ProcessCluster(directory, List.of("alone"),
                        "--kadmos.replication.factor=1", "--kadmos.http.auth.mode=token",
                        "--kadmos.http.auth.tokens-file=" + tokens)) {
            cluster.form();
            Page page = browser.open(1360, 900, ColorScheme.LIGHT);
            page.setDefaultTimeout(PATIENCE_MILLIS);
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            String address = "http://" + cluster.node("alone").address();

            page.navigate(address + "/console/");
            assertThat(page.locator("#access")).isVisible();
            page.locator("#token").fill("operators-token");
            page.keyboard().press("Enter");
            assertThat(page.locator("#health")).hasText("whole");
            assertThat(page.locator("#access")).isHidden();
            assertThat(page.locator("#journal li").first()).containsText("following the events");

            page.navigate(address + "/console/api.html");
            Locator put = page.locator("details").filter(new Locator.FilterOptions().setHasText("PUT"));
            put.locator("summary").click();
            put.locator("input[required]").fill("greeting");
            put.locator("textarea").fill("hello");
            put.getByText("Send").click();
            assertThat(put.locator("pre")).containsText("PUT /kv/greeting\n201");
            assertThat(browser.complaints()).filteredOn(each -> !each.startsWith(REFUSED)).isEmpty();
            assertThat(browser.requests()).allMatch(url -> url.startsWith("http://127.0.0.1:"));
        }
    }

    private static void drawsFiveNodes(Page page) {
        assertThat(page).hasURL(Pattern.compile(".*/console/$"));
        assertThat(page.locator("#face g.node.active")).hasCount(NAMES.size());
        assertThat(page.locator("#health")).hasText("whole");
        for (String name : NAMES) {
            assertThat(page.locator("#face .name").filter(new Locator.FilterOptions().setHasText(name))).hasCount(1);
        }
        assertThat(page.locator("#nodes tbody tr")).hasCount(NAMES.size());
        assertThat(page.locator(".centre-big")).hasText("4096 / 4096");
    }

    private static void writesReadsAndDeletesAValue(Page page) {
        page.locator("#key").fill("users/42/name");
        assertThat(page.locator("#placement tbody tr")).hasCount(3);
        assertThat(page.locator("#placement tbody tr td:last-child")).hasText(
                new String[]{"nothing", "nothing", "nothing"});
        page.locator("#value").fill("Ada");
        page.locator("#put").click();
        assertThat(page.locator("#answer")).containsText("PUT 201");
        assertThat(page.locator("#placement tbody tr td:last-child").first()).not().hasText("nothing");
        page.locator("#value").fill("");
        page.locator("#get").click();
        assertThat(page.locator("#answer")).containsText("GET 200");
        assertThat(page.locator("#value")).hasValue("Ada");
        page.locator("#ttl").fill("nonsense");
        page.locator("#put").click();
        assertThat(page.locator("#answer")).containsText("PUT 400");
        page.locator("#ttl").fill("");
        page.locator("#delete").click();
        assertThat(page.locator("#answer")).containsText("DELETE 204");
        page.locator("#get").click();
        assertThat(page.locator("#answer")).containsText("GET 404");
        page.locator("#value").fill("Ada");
        page.locator("#put").click();
        assertThat(page.locator("#answer")).containsText("PUT 201");
    }

    private static void watchesALookup(Page page) {
        page.locator("#lookup").click();
        assertThat(page.locator("#trace .steps li.shown")).hasCount(NAMES.size() - 1);
        assertThat(page.locator("#face .question")).hasCount(NAMES.size() - 1);
        assertThat(page.locator("#trace .hint")).containsText("4 asked, 1 hop");
        assertThat(page.locator("#face .ripple")).hasCount(3);
        page.waitForTimeout(1_000); // for the picture: the last stroke takes a moment
        Browser.picture(page, "console-lookup");
    }

    private static void explainsARead(Page page) {
        page.locator("#explain").click();
        assertThat(page.locator("#trace .hint")).containsText("found in");
        assertThat(page.locator("#trace .steps li.shown").first()).containsText("query");
    }

    private static void showsTheRoutingTableOfAnotherNode(Page page) {
        assertThat(page.locator("#buckets .contact")).hasCount(NAMES.size() - 1);
        page.locator("#routing-node").selectOption(new SelectOption()
                .setLabel("node-3"));
        assertThat(page.locator("#routing-note")).containsText("4 contacts");
        assertThat(page.locator("#buckets .contact").filter(new Locator.FilterOptions().setHasText("node-1")))
                .hasCount(1);
        assertThat(page.locator("#buckets .contact").filter(new Locator.FilterOptions().setHasText("node-3")))
                .hasCount(0);
    }

    private static void followsANodeThatDiesAndReturns(Page page, ProcessCluster cluster) throws Exception {
        cluster.node("node-4").kill();
        assertThat(page.locator("#face g.node.suspect")).hasAttribute("aria-label", Pattern.compile("node-4.*"));
        assertThat(page.locator("#health")).containsText("short of a replica");
        assertThat(page.locator("#journal li").filter(new Locator.FilterOptions().setHasText("node-4 is suspect")))
                .hasCount(1);
        assertThat(page.locator("#placement tbody tr")
                .filter(new Locator.FilterOptions().setHasText("node-4"))
                .filter(new Locator.FilterOptions().setHasNotText("suspect"))).hasCount(0);
        Browser.picture(page, "console-node-down");
        cluster.node("node-4").start();
        assertThat(page.locator("#face g.node.active")).hasCount(NAMES.size());
        assertThat(page.locator("#health")).hasText("whole");
        assertThat(page.locator("#journal li").filter(new Locator.FilterOptions().setHasText("node-4 is active"))
                .first()).isVisible();
    }

    private static void isUsableByKeyboard(Page page) {
        Locator node = page.locator("#face g.node[aria-label^='node-2']");
        node.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#face g.node.chosen")).hasAttribute("aria-label", Pattern.compile("node-2.*"));
        assertThat(page.locator("#routing-node option:checked")).containsText("node-2");
        page.locator("#key").focus();
        page.keyboard().press("Tab");
        assertThat(page.locator("#lookup")).isFocused();
    }

    private static void isUsableInTheDarkAndOnAPhone(Browser browser, ProcessCluster cluster) {
        Page dark = browser.open(1360, 900, ColorScheme.DARK);
        dark.navigate("http://" + cluster.node("node-2").address() + "/console/");
        assertThat(dark.locator("#face g.node.active")).hasCount(NAMES.size());
        dark.locator("#key").fill("color");
        assertThat(dark.locator("#placement tbody tr")).hasCount(3);
        Browser.picture(dark, "console-dark");

        Page phone = browser.open(390, 844, ColorScheme.LIGHT);
        phone.navigate("http://" + cluster.node("node-3").address() + "/console/");
        assertThat(phone.locator("#face g.node.active")).hasCount(NAMES.size());
        int overflow = (Integer) phone.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        assertThat(overflow).as("nothing sticks out to the side").isLessThanOrEqualTo(0);
        Browser.picture(phone, "console-phone");
    }
}
