/** The CDK app that puts the service into an AWS account. */
@NullMarked
package dev.multimail.infra;

import org.jspecify.annotations.NullMarked;
