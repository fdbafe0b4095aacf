/** The ports of the service on AWS, one technology each. */
@NullMarked
package dev.multimail.lambda.aws;

import org.jspecify.annotations.NullMarked;
