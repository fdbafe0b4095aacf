package dev.multimail.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;

/** The context of the call that {@link Priming} makes before there are any others. */
final class PrimingContext implements Context {
    private static final String PRIMING = "priming";
    private static final int MILLIS = 10_000;
    private static final int MEGABYTES = 128;

    @Override
    public String getAwsRequestId() {
        return PRIMING;
    }

    @Override
    public String getLogGroupName() {
        return PRIMING;
    }

    @Override
    public String getLogStreamName() {
        return PRIMING;
    }

    @Override
    public String getFunctionName() {
        return PRIMING;
    }

    @Override
    public String getFunctionVersion() {
        return PRIMING;
    }

    @Override
    public String getInvokedFunctionArn() {
        return PRIMING;
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("nobody calls while priming");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("nobody calls while priming");
    }

    @Override
    public int getRemainingTimeInMillis() {
        return MILLIS;
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEGABYTES;
    }

    @Override
    public LambdaLogger getLogger() {
        return LambdaRuntime.getLogger();
    }
}
