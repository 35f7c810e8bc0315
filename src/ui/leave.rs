//! What a widget that stands around others leaves to them, so that each file says only what its own does.

/// Writes methods of iced's `Widget` that do nothing of their own. The first words say whom they are left to:
///
/// - `to content: …`: the field `content`, the only child, which lies where the widget itself lies;
/// - `to inner content: …`: the same, but its layout is the first within the widget's;
/// - `to all children: …`: each of the vector `children`, each with a layout of its own.
macro_rules! leave {
    (to all $children:ident: $($method:ident),+ $(,)?) => {
        $($crate::leave::leave_to_all!($method $children);)+
    };
    (to inner $content:ident: $($method:ident),+ $(,)?) => {
        $($crate::leave::leave_to_inner!($method $content);)+
    };
    (to $content:ident: $($method:ident),+ $(,)?) => {
        $($crate::leave::leave_to_one!($method $content);)+
    };
}
pub(crate) use leave;

macro_rules! leave_to_one {
    (children $content:ident) => {
        fn children(&self) -> Vec<iced::advanced::widget::Tree> {
            vec![iced::advanced::widget::Tree::new(&self.$content)]
        }
    };
    (diff $content:ident) => {
        fn diff(&self, tree: &mut iced::advanced::widget::Tree) {
            tree.diff_children(std::slice::from_ref(&self.$content));
        }
    };
    (size $content:ident) => {
        fn size(&self) -> iced::Size<iced::Length> {
            self.$content.as_widget().size()
        }

        fn size_hint(&self) -> iced::Size<iced::Length> {
            self.$content.as_widget().size_hint()
        }
    };
    (layout $content:ident) => {
        fn layout(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            renderer: &iced::Renderer,
            limits: &iced::advanced::layout::Limits,
        ) -> iced::advanced::layout::Node {
            self.$content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
        }
    };
    (operate $content:ident) => {
        fn operate(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn iced::advanced::widget::Operation,
        ) {
            let inner = &mut tree.children[0];
            self.$content.as_widget_mut().operate(inner, layout, renderer, operation);
        }
    };
    (draw $content:ident) => {
        fn draw(
            &self,
            tree: &iced::advanced::widget::Tree,
            renderer: &mut iced::Renderer,
            theme: &iced::Theme,
            style: &iced::advanced::renderer::Style,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
        ) {
            let inner = &tree.children[0];
            self.$content.as_widget().draw(inner, renderer, theme, style, layout, cursor, viewport);
        }
    };
    (mouse_interaction $content:ident) => {
        fn mouse_interaction(
            &self,
            tree: &iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
            renderer: &iced::Renderer,
        ) -> iced::mouse::Interaction {
            let inner = &tree.children[0];
            self.$content.as_widget().mouse_interaction(inner, layout, cursor, viewport, renderer)
        }
    };
    (overlay $content:ident) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &iced::Rectangle,
            translation: iced::Vector,
        ) -> Option<iced::advanced::overlay::Element<'b, Message, iced::Theme, iced::Renderer>> {
            let inner = &mut tree.children[0];
            self.$content.as_widget_mut().overlay(inner, layout, renderer, viewport, translation)
        }
    };
}
pub(crate) use leave_to_one;

macro_rules! leave_to_inner {
    (children $content:ident) => {
        $crate::leave::leave_to_one!(children $content);
    };
    (diff $content:ident) => {
        $crate::leave::leave_to_one!(diff $content);
    };
    (overlay $content:ident) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &iced::Rectangle,
            translation: iced::Vector,
        ) -> Option<iced::advanced::overlay::Element<'b, Message, iced::Theme, iced::Renderer>> {
            let place = layout.children().next()?;
            let inner = &mut tree.children[0];
            self.$content.as_widget_mut().overlay(inner, place, renderer, viewport, translation)
        }
    };
}
pub(crate) use leave_to_inner;

macro_rules! leave_to_all {
    (children $children:ident) => {
        fn children(&self) -> Vec<iced::advanced::widget::Tree> {
            self.$children.iter().map(iced::advanced::widget::Tree::new).collect()
        }
    };
    (diff $children:ident) => {
        fn diff(&self, tree: &mut iced::advanced::widget::Tree) {
            tree.diff_children(&self.$children);
        }
    };
    (operate $children:ident) => {
        fn operate(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn iced::advanced::widget::Operation,
        ) {
            operation.container(None, layout.bounds());
            operation.traverse(&mut |operation| {
                let children = self.$children.iter_mut().zip(&mut tree.children);
                for ((child, tree), layout) in children.zip(layout.children()) {
                    child.as_widget_mut().operate(tree, layout, renderer, operation);
                }
            });
        }
    };
    (update $children:ident) => {
        fn update(
            &mut self,
            tree: &mut iced::advanced::widget::Tree,
            event: &iced::Event,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            renderer: &iced::Renderer,
            clipboard: &mut dyn iced::advanced::Clipboard,
            shell: &mut iced::advanced::Shell<'_, Message>,
            viewport: &iced::Rectangle,
        ) {
            let children = self.$children.iter_mut().zip(&mut tree.children);
            for ((child, tree), layout) in children.zip(layout.children()) {
                child
                    .as_widget_mut()
                    .update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
            }
        }
    };
    (mouse_interaction $children:ident) => {
        fn mouse_interaction(
            &self,
            tree: &iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'_>,
            cursor: iced::mouse::Cursor,
            viewport: &iced::Rectangle,
            renderer: &iced::Renderer,
        ) -> iced::mouse::Interaction {
            let children = self.$children.iter().zip(&tree.children).zip(layout.children());
            children
                .map(|((child, tree), layout)| {
                    child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
                })
                .max()
                .unwrap_or_default()
        }
    };
    (overlay $children:ident) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut iced::advanced::widget::Tree,
            layout: iced::advanced::Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &iced::Rectangle,
            translation: iced::Vector,
        ) -> Option<iced::advanced::overlay::Element<'b, Message, iced::Theme, iced::Renderer>> {
            iced::advanced::overlay::from_children(
                &mut self.$children,
                tree,
                layout,
                renderer,
                viewport,
                translation,
            )
        }
    };
}
pub(crate) use leave_to_all;
