package station

import (
	"errors"
	"fmt"
	"time"
)

// Error is a code for machines and a sentence for people. Anything that is not one of these is internal, and its
// text never reaches the public.
type Error struct {
	Code     string // stable, snake_case
	Sentence string // Chinese, for the person in front of the screen
	Class    Fault
	Cause    error
	After    time.Duration // when to try again, of FaultTooMany
}

// Fault sorts errors by what the asker can do about them.
type Fault int

// The classes of fault; the edge translates them to HTTP status and exit codes.
const (
	FaultInternal     Fault = iota // ours
	FaultInvalid                   // the input is wrong
	FaultNotFound                  // no such thing
	FaultConflict                  // it clashes with what is there
	FaultBusy                      // try again later
	FaultUnauthorized              // nobody is signed in
	FaultForbidden                 // whoever is signed in may not
	FaultTooMany                   // too often, too fast
)

func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Sentence, e.Cause)
	}
	return e.Code + ": " + e.Sentence
}

func (e *Error) Unwrap() error { return e.Cause }

// Invalid is an error about input, worded for the person who gave it.
func Invalid(code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultInvalid}
}

// NotFound is the error for a thing that is not there.
func NotFound(code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultNotFound}
}

// Conflict is the error for input that clashes with the state.
func Conflict(code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultConflict}
}

// Busy is the error for a door that is shut for the moment.
func Busy(code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultBusy}
}

// Unauthorized is the error for a door that asks who is there.
func Unauthorized(code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultUnauthorized}
}

// Forbidden is the error for what the person at the door may not do.
func Forbidden(code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultForbidden}
}

// TooMany is the error for somebody who tries too often; after says when the door opens again.
func TooMany(after time.Duration, code, sentence string, args ...any) *Error {
	return &Error{Code: code, Sentence: fmt.Sprintf(sentence, args...), Class: FaultTooMany, After: after}
}

// Because hangs a cause under an error, for the log.
func (e *Error) Because(cause error) *Error {
	c := *e
	c.Cause = cause
	return &c
}

// Worded turns any error into one with a code and a sentence; strangers become "internal".
func Worded(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: "internal", Sentence: "系统出了点问题，请稍后再试。", Class: FaultInternal, Cause: err}
}
