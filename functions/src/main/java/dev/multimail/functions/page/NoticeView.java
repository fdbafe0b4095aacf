package dev.multimail.functions.page;

import org.jspecify.annotations.Nullable;

/**
 * A notice to one approver.
 *
 * @param message what it is about
 * @param approver the address that the notice goes to
 * @param link this approver's own link to the page, absolute; a notice that asks for nothing has none
 * @param kind {@code decide} (a decision is wanted) or {@code sent-copy} (an allowed send is reported)
 */
public record NoticeView(
        ApprovalView message, String approver, @Nullable String link, String kind) {}
