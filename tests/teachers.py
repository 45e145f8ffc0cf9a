"""Networks that a teacher would bring: those of tutorials and books, small, and what others try besides."""

import keras
import tensorflow as tf
from keras import layers

from tests.keras_files import picture, sequential

L = layers
FLAT = L.Flatten


def row(*body, end=lambda: L.Dense(10, activation="softmax"), shape=(28, 28)):
    """Return a flattening, these layers, then ten outputs."""
    return sequential(FLAT(), *body, end(), shape=shape)


def bend(layer):
    """Return a row of eight sums with that activation layer, or an activation of that name."""
    if isinstance(layer, str):
        return row(L.Dense(8, activation=layer))
    return row(L.Dense(8), layer)


def chain(image, *body):
    """Return a functional network of layers or networks, each reading the one before."""
    value = image
    for layer in body:
        value = layer(value)
    return keras.Model(image, value)


def front(*body):
    """Return layers at the image, then a convolution without padding, and the usual end."""
    return sequential(
        *body, L.Reshape((28, 28, 1)), L.Conv2D(3, 5, strides=2, activation="relu"), FLAT(), L.Dense(10)
    )


def conv_block(filters, norm=True):
    body = [L.Conv2D(filters, 3, padding="same", use_bias=not norm)]
    return [*body, *([L.BatchNormalization()] if norm else []), L.ReLU(), L.MaxPooling2D()]


def lenet5(activation="tanh", pool=L.AveragePooling2D):
    return sequential(
        L.Conv2D(6, 5, padding="same", activation=activation),
        pool(2),
        L.Conv2D(16, 5, activation=activation),
        pool(2),
        FLAT(),
        L.Dense(12, activation=activation),
        L.Dense(8, activation=activation),
        L.Dense(10, activation="softmax"),
        shape=(28, 28, 1),
    )


def mini_vgg():
    body = []
    for filters in (4, 6):
        for _ in range(2):
            body += [L.Conv2D(filters, 3, padding="same", activation="relu"), L.BatchNormalization()]
        body += [L.MaxPooling2D(), L.Dropout(0.25)]
    head = [FLAT(), L.Dense(12, activation="relu"), L.BatchNormalization(), L.Dropout(0.5)]
    return sequential(*body, *head, L.Dense(10, activation="softmax"), shape=(28, 28, 1))


def adapted(axis):
    norm = L.Normalization(axis=axis)
    norm.adapt(tf.random.stateless_uniform((8, 28, 28), (1, 2)))
    return front(norm)


def augmented():
    augment = keras.Sequential([L.RandomRotation(0.1), L.RandomTranslation(0.1, 0.1), L.RandomZoom(0.1)])
    return chain(keras.Input((28, 28, 1)), augment, L.Rescaling(1 / 255), *conv_block(3), FLAT(), L.Dense(10))


def scheduled():
    model = row(L.Dense(8, activation="relu"))
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=5_000_000, decay_rate=0.9)
    model.compile(keras.optimizers.Adam(schedule), "sparse_categorical_crossentropy")
    return model


def of_type(name):
    return row(L.Dense(6, activation="relu", dtype=name), end=lambda: L.Dense(10, dtype=name))


READ = {  # description -> how it's built
    "TensorFlow's quickstart": lambda: row(
        L.Dense(8, activation="relu"), L.Dropout(0.2), end=lambda: L.Dense(10)
    ),
    "Keras's MNIST convnet": lambda: picture(
        L.Conv2D(4, 3, activation="relu"),
        L.MaxPooling2D(),
        L.Conv2D(6, 3, activation="relu"),
        L.MaxPooling2D(),
    ),
    "Nielsen's 784-30-10, sigmoids": lambda: row(
        L.Dense(30, activation="sigmoid"), end=lambda: L.Dense(10, activation="sigmoid")
    ),
    "3Blue1Brown's 784-16-16-10": lambda: row(
        L.Dense(16, activation="sigmoid"),
        L.Dense(16),
        L.Activation("sigmoid"),
        end=lambda: L.Dense(10, "sigmoid"),
    ),
    "LeNet-5, tanh and average pooling": lenet5,
    "LeNet-5, ReLU and max-pooling": lambda: lenet5("relu", L.MaxPooling2D),
    "Chollet's 784-512-10": lambda: row(L.Dense(12, activation="relu"), shape=(784,)),
    "one layer of softmax": row,
    "logits, from_logits=True": lambda: row(end=lambda: L.Dense(10)),
    "softmax as an Activation": lambda: sequential(FLAT(), L.Dense(10), L.Activation("softmax")),
    "softmax as a layer": lambda: sequential(FLAT(), L.Dense(10), L.Softmax()),
    "Rescaling, then dense": lambda: sequential(L.Rescaling(1 / 255), FLAT(), L.Dense(10)),
    "Rescaling to −1 to 1": lambda: front(L.Rescaling(2, offset=-1)),
    "Rescaling before a padded convolution": lambda: picture(
        L.Rescaling(2.0, -1.0), L.Conv2D(3, 3, padding="same", activation="relu"), L.MaxPooling2D(4)
    ),
    "Normalization of given mean": lambda: front(L.Normalization(axis=None, mean=0.13, variance=0.09)),
    "Normalization of all pixels alike": lambda: adapted(None),
    "Normalization of each column": lambda: adapted(-1),
    "batch normalization after dense": lambda: row(L.Dense(8), L.BatchNormalization(), L.ReLU()),
    "batch normalization after ReLU": lambda: row(L.Dense(8, activation="relu"), L.BatchNormalization()),
    "batch normalization of the image": lambda: row(L.BatchNormalization(), L.Dense(8, activation="relu")),
    "batch normalization of the logits": lambda: sequential(
        FLAT(), L.Dense(10), L.BatchNormalization(), L.Softmax()
    ),
    "batch normalization without center and scale": lambda: row(
        L.Dense(8), L.BatchNormalization(center=False, scale=False, epsilon=1e-5), L.ReLU()
    ),
    "convolution, batch normalization, ReLU": lambda: picture(*conv_block(3), *conv_block(4)),
    "convolution, ReLU, batch normalization, padded": lambda: picture(
        L.Conv2D(3, 3, padding="same", activation="relu"),
        L.BatchNormalization(),
        L.Conv2D(4, 3, padding="same", activation="relu"),
        L.MaxPooling2D(4),
    ),
    "ReLU, batch normalization, max-pooling, dense": lambda: picture(
        L.Conv2D(3, 5, strides=3, activation="relu"), L.BatchNormalization(), L.MaxPooling2D()
    ),
    "a mini-VGG": mini_vgg,
    "LeakyReLU": lambda: bend(L.LeakyReLU(0.1)),
    "LeakyReLU of slope 0": lambda: bend(L.LeakyReLU(0.0)),
    "leaky_relu by name": lambda: bend("leaky_relu"),
    "LeakyReLU within a dense layer": lambda: row(L.Dense(8, activation=L.LeakyReLU(0.05))),
    "ReLU with a slope": lambda: bend(L.ReLU(negative_slope=0.2)),
    "ReLU6 as a layer": lambda: bend(L.ReLU(max_value=6.0)),
    "relu6 by name": lambda: bend("relu6"),
    "ELU": lambda: bend(L.ELU(0.7)),
    "elu by name": lambda: bend("elu"),
    "Géron's SELU and AlphaDropout": lambda: row(
        L.Dense(8, activation="selu", kernel_initializer="lecun_normal"), L.AlphaDropout(0.1)
    ),
    "GELU": lambda: bend("gelu"),
    "swish": lambda: bend("swish"),
    "SiLU": lambda: bend("silu"),
    "softplus": lambda: bend("softplus"),
    "an Activation by name": lambda: bend(L.Activation("gelu")),
    "tf.nn.relu": lambda: bend(L.Activation(tf.nn.relu)),
    "average pooling, overlapping and padded": lambda: picture(
        L.Conv2D(3, 5), L.AveragePooling2D(3, strides=2, padding="same"), L.ReLU()
    ),
    "global average pooling": lambda: sequential(
        L.Conv2D(4, 5, activation="relu"), L.GlobalAveragePooling2D(), L.Dense(10), shape=(28, 28, 1)
    ),
    "global max pooling": lambda: sequential(
        L.Conv2D(4, 5, activation="relu"), L.GlobalMaxPooling2D(), L.Dense(10), shape=(28, 28, 1)
    ),
    "global pooling that keeps rows": lambda: picture(
        L.Conv2D(4, 5, activation="relu"), L.GlobalAveragePooling2D(keepdims=True)
    ),
    "GaussianNoise": lambda: row(L.GaussianNoise(0.2), L.Dense(8, activation="relu")),
    "GaussianDropout": lambda: row(L.Dense(8, activation="relu"), L.GaussianDropout(0.2)),
    "SpatialDropout2D": lambda: picture(L.Conv2D(3, 9, activation="relu"), L.SpatialDropout2D(0.2)),
    "ActivityRegularization": lambda: row(L.Dense(8, activation="relu"), L.ActivityRegularization(1e-4)),
    "augmentation in a network within": augmented,
    "augmentation in line": lambda: picture(
        *(L.RandomFlip(), L.RandomContrast(0.1), L.RandomBrightness(0.1, value_range=(0, 1))), L.Conv2D(3, 9)
    ),
    "a Sequential in a Sequential": lambda: sequential(
        keras.Sequential([FLAT(), L.Dense(8, activation="relu")]), keras.Sequential([L.Dense(10)])
    ),
    "a functional network in a functional one": lambda: chain(
        keras.Input((28, 28)), FLAT(), chain(keras.Input((784,)), L.Dense(8), L.ReLU()), L.Dense(10)
    ),
    "functional, one chain": lambda: chain(keras.Input((28, 28, 1)), L.Conv2D(3, 9), FLAT(), L.Dense(10)),
    "half precision, mixed": lambda: of_type("mixed_float16"),
    "half precision, whole": lambda: of_type("float16"),
    "bfloat16, mixed": lambda: of_type("mixed_bfloat16"),
    "double precision": lambda: of_type("float64"),
    "an input of whole numbers": lambda: chain(
        keras.Input((28, 28), dtype="uint8"), L.Rescaling(1 / 255), FLAT(), L.Dense(10)
    ),
    "regularized and constrained": lambda: row(
        L.Dense(8, activation="relu", kernel_regularizer="l2", kernel_constraint="max_norm")
    ),
    "two functions, one after the other": lambda: row(L.Dense(6, activation="relu"), L.ReLU()),
    "two that differ, one after the other": lambda: row(L.Dense(6, "relu"), L.Activation("tanh")),
    "a function after pooling, with other strides": lambda: picture(
        L.Conv2D(3, 4, strides=(2, 3), padding="same", use_bias=False),
        L.MaxPooling2D((2, 3), strides=(3, 2), padding="same"),
        L.ReLU(),
    ),
    "a function of the image": lambda: picture(L.ReLU()),
    "shaped and shaped again": lambda: sequential(L.Reshape((-1, 2)), FLAT(), FLAT(), L.Dense(10)),
    "softmax of axis 1": lambda: sequential(FLAT(), L.Dense(10), L.Softmax(axis=1)),
    "nothing but names": lambda: sequential(
        FLAT(name="x_relu"),
        L.Dense(6, name="x", activation="relu"),
        L.Dense(6, name="_a-b_.c"),
        L.Dense(6, name="y" * 10_000),
        L.Dense(10),
    ),
    "compiled, with a long schedule": scheduled,
    "reshaped to a picture": lambda: front(L.Reshape((784,)), L.Reshape((28, 28))),
}

BRANCHES, CODE = "so that each layer reads the one before", "we don't run a file's own code"


def residual():
    image = keras.Input((28, 28, 1))
    value = L.Conv2D(3, 3, padding="same")(image)
    added = L.Add()([value, L.Conv2D(3, 3, padding="same")(value)])
    return keras.Model(image, L.Dense(10)(FLAT()(added)))


def concatenated():
    image = keras.Input((28, 28))
    flat = FLAT()(image)
    return keras.Model(image, L.Dense(10)(L.Concatenate()([flat, L.Dense(4)(flat)])))


def two_inputs():
    images = [keras.Input((28, 28)), keras.Input((28, 28))]
    return keras.Model(images, L.Dense(10)(FLAT()(L.Add()(images))))


def attentive():
    image = keras.Input((28, 28))
    return keras.Model(image, L.Dense(10)(FLAT()(L.MultiHeadAttention(1, 2)(image, image))))


REFUSED = {  # description -> how it's built, and what the refusal suggests
    "an autoencoder": (
        lambda: row(L.Dense(8, activation="relu"), end=lambda: L.Dense(784, activation="sigmoid")),
        "give ten values",
    ),
    "even or odd": (lambda: row(end=lambda: L.Dense(2)), "give ten values"),
    "letters, 26 outputs": (lambda: row(end=lambda: L.Dense(26)), "give ten values"),
    "in color": (lambda: row(shape=(28, 28, 3)), "take 28×28 pixels"),
    "CIFAR's size": (lambda: row(shape=(32, 32, 3)), "take 28×28 pixels"),
    "8×8 digits": (lambda: row(shape=(8, 8)), "take 28×28 pixels"),
    "a mini-ResNet": (residual, BRANCHES),
    "a concatenation": (concatenated, BRANCHES),
    "two inputs": (two_inputs, BRANCHES),
    "Lambda": (lambda: row(L.Lambda(lambda x: x / 255)), CODE),
    "LSTM over rows": (lambda: sequential(L.LSTM(4), L.Dense(10)), "use Dense or Conv2D"),
    "GRU over rows": (lambda: sequential(L.GRU(4), L.Dense(10)), "use Dense or Conv2D"),
    "attention": (attentive, "use Dense or Conv2D"),
    "Conv1D": (lambda: sequential(L.Conv1D(3, 3), FLAT(), L.Dense(10)), "use Conv2D instead"),
    "SeparableConv2D": (lambda: picture(L.SeparableConv2D(3, 3)), "use Conv2D instead"),
    "DepthwiseConv2D": (lambda: picture(L.DepthwiseConv2D(3)), "use Conv2D instead"),
    "Conv2DTranspose": (lambda: picture(L.Conv2DTranspose(2, 3)), "use Conv2D instead"),
    "ZeroPadding2D": (lambda: picture(L.ZeroPadding2D(2), L.Conv2D(2, 5)), 'padding="same"'),
    "Cropping2D": (lambda: picture(L.Cropping2D(2), L.Conv2D(2, 5)), "leave it out"),
    "UpSampling2D": (lambda: picture(L.UpSampling2D(2), L.Conv2D(2, 5, strides=5)), "leave it out"),
    "Resizing": (lambda: picture(L.Resizing(14, 14), L.Conv2D(2, 5)), "leave it out"),
    "LayerNormalization": (lambda: row(L.LayerNormalization()), "use BatchNormalization"),
    "PReLU": (lambda: bend(L.PReLU()), "use LeakyReLU"),
    "mish": (lambda: bend("mish"), "Use ReLU, LeakyReLU"),
    "log_softmax at the end": (lambda: row(end=lambda: L.Dense(10, "log_softmax")), "Use ReLU, LeakyReLU"),
    "ReLU above a threshold": (lambda: bend(L.ReLU(threshold=0.5)), "Use ReLU()"),
    "tanh at the end": (lambda: row(end=lambda: L.Dense(10, "tanh")), "Leave out everything else"),
    "dilated": (lambda: picture(L.Conv2D(2, 3, dilation_rate=2)), "Leave out groups and dilation_rate"),
    "dense before it is flat": (
        lambda: sequential(L.Dense(3), FLAT(), L.Dense(10)),
        "Put a Flatten before it",
    ),
    "softmax in the middle": (lambda: row(L.Dense(8, "softmax")), "Use ReLU there"),
    "a permutation": (lambda: row(L.Dense(8), L.Reshape((2, 4)), L.Permute((2, 1)), FLAT()), "leave it out"),
}
