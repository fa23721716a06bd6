package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	provider "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Command is command:local:Command.
type Command struct{}

// CommandInputs are the resource's inputs, under the names of npm's @pulumi/command. That package itself asks the engine
// to replace the resource when one of the triggers changes.
type CommandInputs struct {
	Create                 *string           `pulumi:"create,optional"`
	Update                 *string           `pulumi:"update,optional"`
	Delete                 *string           `pulumi:"delete,optional"`
	Triggers               []any             `pulumi:"triggers,optional"`
	Dir                    *string           `pulumi:"dir,optional"`
	Environment            map[string]string `pulumi:"environment,optional"`
	Interpreter            []string          `pulumi:"interpreter,optional"`
	Stdin                  *string           `pulumi:"stdin,optional"`
	Logging                *Logging          `pulumi:"logging,optional"`
	AddPreviousOutputInEnv *bool             `pulumi:"addPreviousOutputInEnv,optional"`
}

// CommandState is what lies in the stack's state.
type CommandState struct {
	CommandInputs
	Stdout string `pulumi:"stdout"`
	Stderr string `pulumi:"stderr"`
}

// Logging says which of the command's streams `pulumi up` shows.
type Logging string

var loggings = []Logging{"stdout", "stderr", "stdoutAndStderr", "none"}

// Annotate gives the resource the token of the real plugin.
func (c *Command) Annotate(a infer.Annotator) {
	a.SetToken("local", "Command")
	a.Describe(&c, "A local command, run on create, update and delete. "+standIn)
}

// WireDependencies: an input that is secret or unknown is so in the state too, and makes what the command printed so.
func (Command) WireDependencies(f infer.FieldSelector, in *CommandInputs, out *CommandState) {
	f.OutputField(&out.Create).DependsOn(f.InputField(&in.Create))
	f.OutputField(&out.Update).DependsOn(f.InputField(&in.Update))
	f.OutputField(&out.Delete).DependsOn(f.InputField(&in.Delete))
	f.OutputField(&out.Triggers).DependsOn(f.InputField(&in.Triggers))
	f.OutputField(&out.Dir).DependsOn(f.InputField(&in.Dir))
	f.OutputField(&out.Environment).DependsOn(f.InputField(&in.Environment))
	f.OutputField(&out.Interpreter).DependsOn(f.InputField(&in.Interpreter))
	f.OutputField(&out.Stdin).DependsOn(f.InputField(&in.Stdin))
	f.OutputField(&out.Logging).DependsOn(f.InputField(&in.Logging))
	f.OutputField(&out.AddPreviousOutputInEnv).DependsOn(f.InputField(&in.AddPreviousOutputInEnv))
	f.OutputField(&out.Stdout).DependsOn(f.InputField(in))
	f.OutputField(&out.Stderr).DependsOn(f.InputField(in))
}

// Create runs `create`; without one the resource only exists, for the sake of its `update` or `delete`.
func (Command) Create(
	ctx context.Context, req infer.CreateRequest[CommandInputs],
) (infer.CreateResponse[CommandState], error) {
	state := CommandState{CommandInputs: req.Inputs}
	if req.DryRun {
		return infer.CreateResponse[CommandState]{Output: state}, nil
	}
	id, err := resource.NewUniqueHex(req.Name, 8, 0)
	if err != nil {
		return infer.CreateResponse[CommandState]{}, err
	}
	err = state.run(ctx, req.Inputs.Create, nil)
	return infer.CreateResponse[CommandState]{ID: id, Output: state}, err
}

// Update runs `update`, or `create` again where there is none.
func (Command) Update(
	ctx context.Context, req infer.UpdateRequest[CommandInputs, CommandState],
) (infer.UpdateResponse[CommandState], error) {
	state := CommandState{CommandInputs: req.Inputs, Stdout: req.State.Stdout, Stderr: req.State.Stderr}
	if req.DryRun {
		return infer.UpdateResponse[CommandState]{Output: state}, nil
	}
	command := req.Inputs.Update
	if command == nil {
		command = req.Inputs.Create
	}
	err := state.run(ctx, command, &req.State)
	return infer.UpdateResponse[CommandState]{Output: state}, err
}

// Delete runs `delete`, if there is one.
func (Command) Delete(
	ctx context.Context, req infer.DeleteRequest[CommandState],
) (infer.DeleteResponse, error) {
	state := CommandState{CommandInputs: req.State.CommandInputs}
	return infer.DeleteResponse{}, state.run(ctx, req.State.Delete, &req.State)
}

// run runs one command line and keeps what it printed; previous is the state before an update or a delete.
func (s *CommandState) run(ctx context.Context, command *string, previous *CommandState) error {
	if command == nil {
		return nil
	}
	interpreter := s.interpreter()
	cmd := exec.CommandContext(ctx, interpreter[0], append(interpreter[1:], *command)...)
	// A cancelled deployment ends all that the shell has started, and does not wait for whoever escapes with a pipe.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Env = s.environ(previous)
	if s.Dir != nil {
		cmd.Dir = *s.Dir
	}
	if s.Stdin != nil {
		cmd.Stdin = strings.NewReader(*s.Stdin)
	}
	var stdout, stderr bytes.Buffer
	var both lockedBuffer
	outLog, errLog := s.logs(ctx)
	cmd.Stdout = io.MultiWriter(&stdout, &both, outLog)
	cmd.Stderr = io.MultiWriter(&stderr, &both, errLog)
	err := cmd.Run()
	outLog.flush()
	errLog.flush()
	s.Stdout = strings.TrimSuffix(stdout.String(), "\n")
	s.Stderr = strings.TrimSuffix(stderr.String(), "\n")
	if err != nil {
		return fmt.Errorf("%w: running %q:\n%s", err, *command, both.text.String())
	}
	return nil
}

func (s *CommandState) interpreter() []string {
	if len(s.Interpreter) > 0 {
		return append([]string{}, s.Interpreter...)
	}
	return []string{"/bin/sh", "-c"}
}

func (s *CommandState) environ(previous *CommandState) []string {
	env := os.Environ()
	if previous != nil && (s.AddPreviousOutputInEnv == nil || *s.AddPreviousOutputInEnv) {
		env = append(env, "PULUMI_COMMAND_STDOUT="+previous.Stdout, "PULUMI_COMMAND_STDERR="+previous.Stderr)
	}
	for name, value := range s.Environment {
		env = append(env, name+"="+value)
	}
	return env
}

func (s *CommandState) logs(ctx context.Context) (stdout, stderr *lineLog) {
	wanted := Logging("stdoutAndStderr")
	if s.Logging != nil {
		wanted = *s.Logging
	}
	logger := provider.GetLogger(ctx)
	return &lineLog{on: wanted == "stdout" || wanted == "stdoutAndStderr", log: logger.Info},
		&lineLog{on: wanted == "stderr" || wanted == "stdoutAndStderr", log: logger.Info}
}

// lineLog passes whole lines on as they come, so that a long command shows its progress.
type lineLog struct {
	on   bool
	log  func(string)
	rest []byte
}

func (l *lineLog) Write(data []byte) (int, error) {
	l.rest = append(l.rest, data...)
	for {
		end := bytes.IndexByte(l.rest, '\n')
		if end < 0 {
			return len(data), nil
		}
		l.emit(l.rest[:end])
		l.rest = l.rest[end+1:]
	}
}

func (l *lineLog) flush() {
	l.emit(l.rest)
	l.rest = nil
}

func (l *lineLog) emit(line []byte) {
	if text := strings.TrimRight(string(line), "\r"); l.on && text != "" {
		l.log(text)
	}
}

// lockedBuffer holds both streams in the order in which they came; two goroutines write to it.
type lockedBuffer struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (b *lockedBuffer) Write(data []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.Write(data)
}
