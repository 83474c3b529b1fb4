package console

import (
	"errors"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"lianzhan/station"
)

// shared is the program whose name stands in the examples of verbs that both programs have.
const shared = "lianzhan-station "

const usage = `用法：{{if .HasAvailableSubCommands}}
  {{.CommandPath}} 命令

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{else}}
  {{.UseLine}}{{end}}{{if .HasExample}}

例子：
{{.Example}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | chinese}}{{end}}{{if .HasAvailableInheritedFlags}}

都可以用的选项：
{{.InheritedFlags.FlagUsages | chinese}}{{end}}{{if .HasAvailableSubCommands}}

执行 {{.CommandPath}} 命令 --help，看这个命令怎么用。{{end}}
`

var (
	valueName    = regexp.MustCompile(`(--[a-z-]+) strings? `)
	defaultValue = regexp.MustCompile(` \(default "?([^")]*)"?\)`)
	lacking      = regexp.MustCompile(`^required flag\(s\) (.*) not set$`)
)

// chinese words a list of flags.
func chinese(flags string) string {
	flags = valueName.ReplaceAllStringFunc(strings.TrimRight(flags, "\n"), func(found string) string {
		name, _, _ := strings.Cut(found, " ")
		return name + strings.Repeat(" ", len(found)-len(name))
	})
	return defaultValue.ReplaceAllString(flags, "（不写就是 $1）")
}

// inChinese puts the help of a program, and what it says to wrong words, into Chinese: what comes with the library is English.
func inChinese(program *cobra.Command) {
	cobra.AddTemplateFunc("chinese", chinese)
	program.SetUsageTemplate(usage)
	program.CompletionOptions.DisableDefaultCmd = true
	program.SetHelpCommand(&cobra.Command{Use: "help", Short: "看怎么用", Hidden: true, RunE: func(_ *cobra.Command, args []string) error {
		about, rest, err := program.Find(args)
		if err != nil || len(rest) > 0 {
			return choose(program, args)
		}
		return about.Help()
	}})
	program.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return misused(c).Because(err)
	})
	program.InitDefaultVersionFlag()
	if version := program.Flags().Lookup("version"); version != nil {
		version.Usage = "看版本"
	}
	worded(program)
}

func worded(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "看怎么用"
	c.DisableFlagsInUseLine = true
	c.Example = strings.ReplaceAll(c.Example, shared, c.Root().Name()+" ")
	if asked := c.Args; asked != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if asked(c, args) != nil {
				return misused(c)
			}
			return nil
		}
	}
	if c.HasSubCommands() && !c.Runnable() {
		c.Args, c.RunE = cobra.ArbitraryArgs, choose
	}
	for _, below := range c.Commands() {
		worded(below)
	}
}

// choose is what a command does that only has commands below it.
func choose(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return c.Help()
	}
	return station.Invalid("command_unknown", "没有“%s”这个命令。执行 %s --help 看有哪些。", args[0], c.CommandPath())
}

func misused(c *cobra.Command) *station.Error {
	line := c.UseLine()
	if c.HasSubCommands() {
		line = c.CommandPath() + " 命令"
	}
	return station.Invalid("command_misused", "写得不对，应该是：%s\n执行 %s --help 看怎么用。", line, c.CommandPath())
}

// misusedBy words what the library says of a flag that has to be there.
func misusedBy(c *cobra.Command, err error) error {
	if found := lacking.FindStringSubmatch(err.Error()); found != nil {
		return misused(c).Because(errors.New("缺少 --" + strings.ReplaceAll(found[1], `"`, "")))
	}
	return err
}
